import { type DirtyCurve, PAGE_BYTES } from "../curve/dirty-curve.ts";
import { checkPoints } from "../scenario/check-points.ts";
import type { PlatformName } from "../scenario/names.ts";
import { parseScenario } from "../scenario/parse.ts";
import type { CurvePoint, Scenario } from "../scenario/types.ts";
import { mistake } from "../text/message.ts";
import { type Shape, shapesOf } from "./shapes.ts";
import type { PredictInput } from "./types.ts";

/** A guest as its curve and the input describe it. */
export interface Guest {
  platform: PlatformName;
  memoryBytes: number;
  zeroPages: number;
  /** Pages that can be written. */
  writablePages: number;
  shapes: Shape[];
}

/** @throws {TypeError | RangeError} if memory is unknown, or the curve does not fit into it */
export function guestOf(input: PredictInput, task: string): Guest {
  const { curve, platform = "libvirt" } = input;
  const memoryBytes = input.memoryBytes ?? curve.memoryBytes;
  if (memoryBytes === undefined) {
    throw mistake(task, "memoryBytes", "given, because the curve does not say it", undefined);
  }
  const zeroPages = input.zeroPages ?? curve.zeroPages ?? 0;
  const pages = Math.floor(memoryBytes / PAGE_BYTES);
  if (zeroPages >= pages) throw mistake(task, "zeroPages", `below the ${pages} pages of memory`, zeroPages);
  const writablePages = pages - zeroPages;
  const [{ dirtyPages }] = curve.points;
  if (curve.points.length > 1) checkPoints(curve.points, { task, where: "points", pages: writablePages });
  else if (!(dirtyPages > 0) || dirtyPages > writablePages) {
    throw mistake(task, "dirtyPages", `above 0, at most the ${writablePages} pages that can be written`, dirtyPages);
  }
  return { platform, memoryBytes, zeroPages, writablePages, shapes: shapesOf(curve, writablePages) };
}

/** What to distrust in a curve, one sentence each. */
export function curveWarnings({ warnings, sampled }: DirtyCurve, shapes: readonly Shape[]): string[] {
  return [
    ...warnings,
    ...(shapes.length > 1
      ? [
        "one dirty rate says little: the range covers three shapes of working set; measure over 1, 4 and 16 s to narrow it",
      ]
      : []),
    ...(sampled
      ? [
        `${shapes.length > 1 ? "if the rate comes from page sampling" : "the curve comes from page sampling"}, pages ` +
        "rewritten with the same bytes are not seen; prefer dirty-bitmap or dirty-ring, or correct it with --observed",
      ]
      : []),
  ];
}

/** The complete scenario of a guest whose dirty curve has these points. */
export function scenarioFor(
  { bandwidthBitsPerSecond, downtimeLimitSeconds, maxBytesPerSecond, timeLimitSeconds }: PredictInput,
  { points, platform, memoryBytes, zeroPages }: Omit<Guest, "writablePages" | "shapes"> & { points: CurvePoint[] },
): Scenario {
  const fixed = downtimeLimitSeconds !== undefined;
  return parseScenario({
    preset: platform,
    vm: { memoryBytes: Math.floor(memoryBytes / PAGE_BYTES) * PAGE_BYTES, zeroPages },
    workload: { kind: "curve", points },
    network: { bandwidthBitsPerSecond },
    migration: {
      ...(fixed ? { downtimeLimitSeconds, downtimeSteps: [], downtimeDoublingPolls: null } : {}),
      ...(maxBytesPerSecond === undefined ? {} : { maxBytesPerSecond }),
      ...(timeLimitSeconds === undefined ? {} : { timeLimitSeconds }),
    },
  });
}
