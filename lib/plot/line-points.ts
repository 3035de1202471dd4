import type { SweepSummary } from "../sweep/summary.ts";
import { shown } from "./svg/axis.ts";
import { type Measure, measureOf } from "../text/measure.ts";
import type { Metric } from "./metric.ts";

/** A point of a line, in the units that are shown. */
export interface LinePoint {
  /** Which line it is on. */
  series: string;
  /** Where: a number, or a name on an axis of names. */
  x: number | string;
  /** Mean over replicates; `null` if none has the figure, or all were given up. */
  mean: number | null;
  /** Smallest replicate. */
  min: number | null;
  /** Largest replicate. */
  max: number | null;
  /** Whether all replicates were given up. */
  diverged: boolean;
}

/**
 * Turns summaries into points of lines.
 *
 * @throws {RangeError} if two summaries share x and series
 */
export function linePoints(
  summaries: readonly SweepSummary[],
  { x, y, series }: { x: string; y: Metric; series: string },
): { points: LinePoint[]; xMeasure: Measure; yMeasure: Measure } {
  const places = summaries.map(({ point }) => point[x]);
  const numeric = places.every((place) => typeof place === "number");
  const xMeasure = measureOf(x, places);
  const yMeasure = measureOf(y, summaries.filter(({ verdict }) => verdict !== "diverged").map((s) => s[y].max));
  const seen = new Set<string>();
  const points = summaries.map(({ point, verdict, [y]: { mean, min, max } }) => {
    const key = JSON.stringify([point[x], point[series]]);
    if (seen.has(key)) {
      throw new RangeError(`Cannot draw lines: summaries must differ in ${x} or ${series}, got two at ${key}`);
    }
    seen.add(key);
    const diverged = verdict === "diverged";
    const scale = (value: number | null) => value === null || diverged ? null : value * yMeasure.factor;
    return {
      // Where nothing tells lines apart there is one, and it is named after what it shows.
      series: point[series] === undefined ? yMeasure.label : shown(point[series]),
      x: numeric ? point[x] as number * xMeasure.factor : shown(point[x]),
      mean: scale(mean),
      min: scale(min),
      max: scale(max),
      diverged,
    };
  });
  if (numeric) points.sort((a, b) => (a.x as number) - (b.x as number));
  return { points, xMeasure, yMeasure };
}
