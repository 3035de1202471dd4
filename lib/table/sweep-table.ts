import { type Table, table } from "./table.ts";
import { summarizeRows, type SweepSummary } from "../sweep/summary.ts";
import type { SweepRow } from "../sweep/sweep.ts";

/** Lines shown at most: a sweep may have a hundred thousand. */
const MOST_LINES = 60;

/** A sweep's rows, a line each; if there are replicates, a line for each point, summed up over them. */
export function sweepTable(rows: readonly SweepRow[]): Table {
  const fields = Object.keys(rows[0]);
  // A row begins with its axes.
  const axes = fields.slice(0, fields.indexOf("replicate"));
  if (rows.some(({ replicate }) => replicate > 0)) return summariesTable(summarizeRows(rows, axes));
  const lines = rows.slice(0, MOST_LINES).map(({ replicate: _, ...row }) => withUnits(row));
  return table(lines, {
    caption: captionOf(lines.length, rows.length, rows.length === 1 ? "migration" : "migrations"),
  });
}

/** Summaries of a sweep, a line each. */
export function summariesTable(summaries: readonly SweepSummary[]): Table {
  const lines = summaries.slice(0, MOST_LINES).map((summary) => withUnits(summary) as unknown as SweepSummary);
  const counts = new Set(summaries.map(({ replicates }) => replicates));
  const [only] = counts;
  // Where all points have as many, the caption says so, and the column would tell no more.
  const shown = lines.map(({ replicates, ...summary }) => counts.size === 1 ? summary : { ...summary, replicates });
  const caption = captionOf(lines.length, summaries.length, summaries.length === 1 ? "point" : "points");
  const spread = counts.size > 1 || only > 1 ? ": mean (smallest to largest)" : "";
  const of = counts.size === 1 && only > 1 ? ` of ${only} migrations each` : "";
  return table(shown, { caption: caption + spread + of, digits: 3 });
}

/** With the name of a field at its end that tables know the unit by. */
function withUnits(line: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(line).map(([name, value]) => [name === "bytesTransferred" ? "dataBytes" : name, value]),
  );
}

function captionOf(shown: number, all: number, what: string): string {
  return shown < all ? `The first ${shown} of ${all} ${what}` : `${all} ${what}`;
}
