import type { SweepSummary } from "../sweep/summary.ts";
import type { Metric } from "./metric.ts";

/** Who wins at one place of a map. */
export interface Winner {
  /** Value of the axis that goes from left to right. */
  x: unknown;
  /** Value of the axis that goes upwards. */
  y: unknown;
  /** The contestant with the smallest mean; `null` if none finished, or the best are equal. */
  winner: string | null;
  /** How much less than the next best, 0 to 1; `null` if no other one finished. */
  margin: number | null;
  /** How many contestants finished. */
  finished: number;
}

/** Means that differ by less than this, relatively, are called equal: the map shows whole tenths of a percent. */
export const EQUAL_WITHIN = 0.001;

/**
 * Finds out who has the smallest mean of a metric at every pair of axis values. A migration that diverged cannot win.
 *
 * @throws {RangeError} if two summaries share x, y and contestant
 */
export function winners(
  summaries: readonly SweepSummary[],
  { x, y, metric, of }: { x: string; y: string; metric: Metric; of: string },
): Winner[] {
  const places = new Map<string, { x: unknown; y: unknown; means: Map<string, number | null> }>();
  for (const { point, verdict, [metric]: { mean } } of summaries) {
    const key = JSON.stringify([point[x], point[y]]);
    if (!places.has(key)) places.set(key, { x: point[x], y: point[y], means: new Map() });
    const { means } = places.get(key)!;
    const name = `${point[of]}`;
    if (means.has(name)) {
      throw new RangeError(
        `Cannot draw winners: summaries must differ in ${x}, ${y} or ${of}, got two at ${key} ${name}`,
      );
    }
    means.set(name, verdict === "diverged" ? null : mean);
  }
  return Array.from(places.values(), ({ x, y, means }) => {
    const finishers = Array.from(means).filter((entry): entry is [string, number] => entry[1] !== null);
    const [best, next] = finishers.sort((a, b) => a[1] - b[1]);
    if (best === undefined) return { x, y, winner: null, margin: null, finished: 0 };
    if (next === undefined) return { x, y, winner: best[0], margin: null, finished: 1 };
    const margin = next[1] === 0 ? 0 : 1 - best[1] / next[1];
    return { x, y, winner: margin < EQUAL_WITHIN ? null : best[0], margin, finished: finishers.length };
  });
}
