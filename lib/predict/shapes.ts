import { type DirtyCurve, GROWTH, PAGE_BYTES } from "../curve/dirty-curve.ts";
import type { CurvePoint } from "../scenario/types.ts";

/** A working set that fits what was measured. */
export interface Shape {
  /** The shape in words. */
  name: string;
  points: CurvePoint[];
}

/** A small set is rewritten so often within the measured period that hardly a page is missed. */
const REWRITES = 5;
/** Points of a made-up curve, as multiples of the measured period. */
const FACTORS = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16, 32, 64];

/**
 * The shapes to simulate: the curve itself, or three curves through its only point. They differ in how the working set
 * continues: as in real VMs (the first), not at all, or without end.
 *
 * @param memoryPages pages that can be written
 */
export function shapesOf({ points }: DirtyCurve, memoryPages: number): Shape[] {
  if (points.length > 1) return [{ name: "as measured", points }];
  const [{ seconds, dirtyPages }] = points;
  const through = (name: string, share: (factor: number) => number): Shape => ({
    name,
    points: FACTORS.map((factor) => ({
      seconds: factor * seconds,
      dirtyPages: Math.min(memoryPages, dirtyPages * share(factor)),
    })),
  });
  return [
    through(`a set that grows like t^${GROWTH}, as real VMs measure`, (factor) => factor ** GROWTH),
    through("a small set, rewritten all the time", (factor) => -Math.expm1(-REWRITES * factor)),
    through("new pages at the same rate, without end", (factor) => {
      const left = dirtyPages / memoryPages;
      return left < 1 ? (1 - (1 - left) ** factor) / left : 1;
    }),
  ];
}

/** The curve of a single rate: `bytesPerSecond` of distinct pages over `seconds`. */
export function curveOfRate(bytesPerSecond: number, seconds: number): DirtyCurve {
  return {
    points: [{ seconds, dirtyPages: bytesPerSecond * seconds / PAGE_BYTES }],
    source: "a single number",
    sampled: true,
    warnings: [],
  };
}
