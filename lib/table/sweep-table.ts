import { CONFIDENCE_LEVEL } from "../sweep/confidence.ts";
import { axesOf, summarizeRows, type SweepResultRow, type SweepSummary } from "../sweep/summary.ts";
import { type Table, table } from "./table.ts";

/** Options of {@linkcode summariesTable}. */
export interface SummariesTableOptions {
  /** The most rows. Default 60. */
  mostRows?: number;
}

/** Rows shown by default: a sweep may have a hundred thousand. */
const MOST_ROWS = 60;

/** The rows of a sweep; with replicates, a row for each point, summarized over them. */
export function sweepTable(rows: readonly SweepResultRow[]): Table {
  if (rows.some(({ replicate }) => replicate > 0)) return summariesTable(summarizeRows(rows, axesOf(rows)));
  const someFailed = rows.some(({ verdict }) => verdict === null);
  const shown = rows.slice(0, MOST_ROWS).map(({ replicate: _, error, ...row }) => someFailed ? { ...row, error } : row);
  return table(shown, { caption: captionOf(shown.length, rows.length, "migration") });
}

/** The summaries of a sweep, a row each. */
export function summariesTable(summaries: readonly SweepSummary[], options: SummariesTableOptions = {}): Table {
  const { mostRows = MOST_ROWS } = options;
  const counts = new Set(summaries.map(({ replicates }) => replicates));
  const [only = 1] = counts;
  const shown = summaries.slice(0, mostRows).map((summary) => {
    const { replicates, completed: _, converged: __, forced: ___, diverged: ____, failed: _____, ...row } = summary;
    // If all points have the same number of replicates, the caption shows it.
    return { ...row, verdict: verdictText(summary), ...(counts.size > 1 ? { replicates } : {}) };
  });
  const caption = captionOf(shown.length, summaries.length, "point") +
    (counts.size > 1 || only > 1 ? `: mean ± ${CONFIDENCE_LEVEL * 100} % confidence interval` : "") +
    (counts.size <= 1 && only > 1 ? ` of ${only} migrations each` : "") +
    (summaries.some(isMixed) ? "; *: verdicts differ, and means are of completed migrations only" : "");
  return table(shown, { caption, digits: 3 });
}

/** The common verdict of the replicates, or a mark and how many ended in which way. */
function verdictText(summary: SweepSummary): string {
  if (!isMixed(summary)) return summary.verdict;
  const counted = (["converged", "forced", "diverged", "failed"] as const).filter((verdict) => summary[verdict] > 0);
  return `* ${counted.map((verdict) => `${summary[verdict]} ${verdict}`).join(", ")}`;
}

function isMixed({ verdict }: SweepSummary): boolean {
  return verdict === "borderline";
}

function captionOf(shown: number, all: number, what: string): string {
  const things = all === 1 ? what : `${what}s`;
  return shown < all ? `The first ${shown} of ${all} ${things}` : `${all} ${things}`;
}
