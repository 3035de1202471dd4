// @ts-types="@types/d3-array"
import { groups } from "d3-array";
import type { SweepMetric, SweepSummary } from "../sweep/summary.ts";

/** The winner at one pair of axis values. */
export interface Winner {
  x: unknown;
  y: unknown;
  /** The contestant with the smallest mean; `null` if none converged, or the best are equal. */
  winner: string | null;
  /** Lead over the second best, 0 to 1; `null` if no other contestant converged. */
  margin: number | null;
  finished: number;
}

/** Means with a smaller relative difference count as equal: the chart shows tenths of a percent. */
const EQUAL_WITHIN = 0.001;

/**
 * Finds the contestant with the smallest mean of a metric at each pair of axis values. A contestant cannot win if any
 * of its replicates diverged, because its mean leaves that replicate out.
 *
 * @throws {RangeError} if two summaries have the same x, y and contestant
 */
export function winners(
  summaries: readonly SweepSummary[],
  { x, y, metric, of }: { x: string; y: string; metric: SweepMetric; of: string },
): Winner[] {
  const cells = groups(summaries, (summary) => JSON.stringify([summary[x], summary[y]]));
  return cells.map(([key, cell]) => {
    const names = cell.map((summary) => `${summary[of]}`);
    const twice = names.find((name, i) => names.indexOf(name) < i);
    if (twice !== undefined) {
      throw new RangeError(
        `Cannot draw winnersChart: summaries must differ in ${x}, ${y} or ${of}, got two at ${key} ${twice}`,
      );
    }
    const finishers = cell.flatMap(({ diverged, [metric]: mean }, i) =>
      diverged > 0 || mean === null ? [] : [{ name: names[i], mean }]
    ).sort((a, b) => a.mean - b.mean);
    const [best, next] = finishers;
    const place = { x: cell[0][x], y: cell[0][y], finished: finishers.length };
    if (best === undefined) return { ...place, winner: null, margin: null };
    if (next === undefined) return { ...place, winner: best.name, margin: null };
    const margin = next.mean === 0 ? 0 : 1 - best.mean / next.mean;
    return { ...place, winner: margin < EQUAL_WITHIN ? null : best.name, margin };
  });
}
