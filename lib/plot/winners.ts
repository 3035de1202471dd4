// @ts-types="@types/d3-array"
import { groups, mean } from "d3-array";
import { meanInterval } from "../sweep/confidence.ts";
import { isCompleted, type SweepMetric, type SweepResultRow } from "../sweep/summary.ts";

/** The winner at one pair of axis values. */
export interface Winner {
  x: unknown;
  y: unknown;
  /** The contestant with the smallest mean; `null` unless its lead is `"clear"`. */
  winner: string | null;
  /** Lead over the second best, 0 to 1; `null` if no other contestant completed. */
  margin: number | null;
  /**
   * `"clear"`: the confidence intervals of the leads over all others exclude zero, or no other completed. `"unclear"`: one
   * includes it. `"unknown"`: none completed, or a single replicate does not show its noise. `"equal"`: the means are equal.
   */
  lead: "clear" | "unclear" | "unknown" | "equal";
  /** Number of contestants whose replicates all completed. */
  finished: number;
  /** Whether the replicates of a contestant have different verdicts. */
  mixed: boolean;
}

/** Means with a smaller relative difference count as equal: the chart shows tenths of a percent. */
const EQUAL_WITHIN = 0.001;

/** The replicates of one contestant at one pair of axis values. */
interface Contestant {
  name: string;
  /** By replicate. */
  values: ReadonlyMap<number, number | null>;
  mean: number;
}

/**
 * Finds the contestant with the smallest mean of a metric at each pair of axis values. A contestant cannot win if any
 * of its replicates diverged or failed, because its mean leaves that replicate out.
 *
 * Leads are compared with their noise by the differences between replicates of the same number. These may share the seed
 * of the guest, and are then not independent. That seldom makes the differences less noisy, because engines soon draw
 * different random numbers.
 *
 * @throws {RangeError} if two rows have the same x, y, contestant and replicate
 */
export function winners(
  rows: readonly SweepResultRow[],
  { x, y, metric, of }: { x: string; y: string; metric: SweepMetric; of: string },
): Winner[] {
  return groups(rows, (row) => JSON.stringify([row[x], row[y]])).map(([key, cell]) => {
    const contests = groups(cell, (row) => `${row[of]}`);
    const finishers = contests.flatMap(([name, replicates]): Contestant[] => {
      const values = new Map(replicates.map((row) => [row.replicate, row[metric]]));
      if (values.size < replicates.length) {
        throw new RangeError(
          `Cannot draw winnersChart: rows must differ in ${x}, ${y}, ${of} or replicate, got two at ${key} ${name}`,
        );
      }
      const average = mean(values.values());
      return !replicates.every(isCompleted) || average === undefined ? [] : [{ name, values, mean: average }];
    }).sort((a, b) => a.mean - b.mean);
    return {
      x: cell[0][x],
      y: cell[0][y],
      finished: finishers.length,
      mixed: contests.some(([, replicates]) => new Set(replicates.map(({ verdict }) => verdict)).size > 1),
      ...bestOf(finishers),
    };
  });
}

/** The best of contestants in order of their means, and its lead. */
function bestOf([best, ...others]: readonly Contestant[]): Pick<Winner, "winner" | "margin" | "lead"> {
  if (best === undefined) return { winner: null, margin: null, lead: "unknown" };
  if (others.length === 0) return { winner: best.name, margin: null, lead: "clear" };
  const margin = others[0].mean === 0 ? 0 : 1 - best.mean / others[0].mean;
  if (margin < EQUAL_WITHIN) return { winner: null, margin, lead: "equal" };
  const leads = others.map((other) => leadOver(other, best));
  const lead = (["unclear", "unknown"] as const).find((lead) => leads.includes(lead)) ?? "clear";
  return { winner: lead === "clear" ? best.name : null, margin, lead };
}

function leadOver(other: Contestant, best: Contestant): Winner["lead"] {
  const differences = Array.from(best.values).flatMap(([replicate, value]) => {
    const its = other.values.get(replicate) ?? null;
    return its === null || value === null ? [] : [its - value];
  });
  const interval = meanInterval(differences);
  if (interval === null) return "unknown";
  return interval.low > 0 ? "clear" : "unclear";
}
