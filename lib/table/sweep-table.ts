import { axesOf, summarizeRows, type SweepSummary } from "../sweep/summary.ts";
import type { SweepRow } from "../sweep/sweep.ts";
import { type Table, table } from "./table.ts";

/** Options of {@linkcode summariesTable}. */
export interface SummariesTableOptions {
  /** The most rows. Default 60. */
  mostRows?: number;
  /** Print the smallest and largest value beside each mean. Default true. */
  extremes?: boolean;
}

/** Rows shown by default: a sweep may have a hundred thousand. */
const MOST_ROWS = 60;

/** The rows of a sweep; with replicates, a row for each point, summarized over them. */
export function sweepTable(rows: readonly SweepRow[]): Table {
  if (rows.some(({ replicate }) => replicate > 0)) return summariesTable(summarizeRows(rows, axesOf(rows)));
  const shown = rows.slice(0, MOST_ROWS).map(({ replicate: _, ...row }) => row);
  return table(shown, { caption: captionOf(shown.length, rows.length, "migration") });
}

/** The summaries of a sweep, a row each. */
export function summariesTable(summaries: readonly SweepSummary[], options: SummariesTableOptions = {}): Table {
  const { mostRows = MOST_ROWS, extremes = true } = options;
  const counts = new Set(summaries.map(({ replicates }) => replicates));
  const [only = 1] = counts;
  const someDiverged = summaries.some(({ replicates, completed }) => completed < replicates);
  const shown = summaries.slice(0, mostRows).map((summary) => {
    const { replicates, completed, converged: _, forced: __, diverged: ___, ...row } = summary;
    return {
      ...row,
      ...(someDiverged ? { completed } : {}),
      // If all points have the same number of replicates, the caption shows it.
      ...(counts.size > 1 ? { replicates } : {}),
    };
  });
  const mean = extremes ? ": mean (smallest to largest)" : ": mean";
  const caption = captionOf(shown.length, summaries.length, "point") +
    (counts.size > 1 || only > 1 ? mean : "") +
    (counts.size <= 1 && only > 1 ? ` of ${only} migrations each` : "");
  return table(shown, { caption, digits: extremes ? 3 : 4, extremes });
}

function captionOf(shown: number, all: number, what: string): string {
  const things = all === 1 ? what : `${what}s`;
  return shown < all ? `The first ${shown} of ${all} ${things}` : `${all} ${things}`;
}
