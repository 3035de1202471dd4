import type { SweepMetric, SweepSummary } from "../sweep/summary.ts";
import { type Measure, measureOf } from "../text/measure.ts";
import { shown } from "./svg/axis.ts";

/** A point of a line, in the units of the axes. */
export interface LinePoint {
  series: string;
  x: number | string;
  /** Mean over replicates; `null` if no replicate has the metric, or none completed. */
  mean: number | null;
  /** Ends of the confidence interval of the mean. */
  low: number | null;
  high: number | null;
  /** Extremes over replicates. */
  min: number | null;
  max: number | null;
  /** Whether no replicate completed. */
  diverged: boolean;
  /** Whether a replicate has an error instead of results. */
  failed: boolean;
  /** Whether the verdicts of the replicates differ. */
  mixed: boolean;
}

/**
 * Turns summaries into points of lines.
 *
 * @throws {RangeError} if two summaries have the same x and series
 */
export function linePoints(
  summaries: readonly SweepSummary[],
  { x, y, series }: { x: string; y: SweepMetric; series: string },
): { points: LinePoint[]; xMeasure: Measure; yMeasure: Measure } {
  const places = summaries.map((summary) => summary[x]);
  const numeric = places.every((place) => typeof place === "number");
  const xMeasure = measureOf(x, places);
  const yMeasure = measureOf(y, summaries.filter(({ completed }) => completed > 0).map((s) => s[`${y}Max`]));
  const seen = new Set<string>();
  const points = summaries.map((summary) => {
    const key = JSON.stringify([summary[x], summary[series]]);
    if (seen.has(key)) {
      throw new RangeError(`Cannot draw linesChart: summaries must differ in ${x} or ${series}, got two at ${key}`);
    }
    seen.add(key);
    const diverged = summary.completed === 0;
    const scale = (value: number | null) => value === null || diverged ? null : value * yMeasure.factor;
    return {
      // Without the series field there is one line, named after the metric.
      series: summary[series] === undefined ? yMeasure.label : shown(summary[series]),
      x: numeric ? summary[x] as number * xMeasure.factor : shown(summary[x]),
      mean: scale(summary[y]),
      low: scale(summary[`${y}Low`]),
      high: scale(summary[`${y}High`]),
      min: scale(summary[`${y}Min`]),
      max: scale(summary[`${y}Max`]),
      diverged,
      failed: summary.failed > 0,
      mixed: summary.verdict === "borderline",
    };
  });
  if (numeric) points.sort((a, b) => (a.x as number) - (b.x as number));
  return { points, xMeasure, yMeasure };
}
