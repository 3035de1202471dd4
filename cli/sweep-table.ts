import type { Spread, SweepSummary } from "../lib/sweep/summary.ts";
import { formatCount, formatMebibytes, formatSeconds } from "./format.ts";
import { textTable } from "./text-table.ts";

const METRICS = ["total s", "downtime s", "pages", "MiB", "faults", "stall s"];

/** The summaries of a sweep as a table: a line per point, means over its replicates. */
export function sweepTable(summaries: readonly SweepSummary[], axes: readonly string[]): string {
  const rows = summaries.map((summary) => [
    ...axes.map((axis) => cell(summary.point[axis])),
    summary.verdict,
    mean(summary.totalSeconds, formatSeconds),
    mean(summary.downtimeSeconds, formatSeconds),
    mean(summary.pagesTransferred, formatCount),
    mean(summary.bytesTransferred, formatMebibytes),
    mean(summary.demandFaults, formatCount),
    mean(summary.stallSeconds, formatSeconds),
  ]);
  const replicates = summaries[0]?.replicates ?? 0;
  const note = replicates > 1 ? `\nMeans over ${replicates} replicates.\n` : "";
  return `${textTable([...axes, "verdict", ...METRICS], rows)}${note}`;
}

function cell(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function mean(spread: Spread, format: (value: number) => string): string {
  return spread.mean === null ? "-" : format(spread.mean);
}
