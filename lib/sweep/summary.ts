// @ts-types="@types/d3-array"
import { groups, max, mean, min } from "d3-array";
import type { Verdict } from "../engine/run/result.ts";
import { notOneOf, quote } from "../text/message.ts";
import { requireObjects } from "../text/require.ts";
import { meanInterval } from "./confidence.ts";
import type { SweepMetrics } from "./sweep.ts";

/** A row of a sweep from `sweep` or from a file. A task that failed has an error and no metrics. */
export type SweepResultRow =
  & Record<string, unknown>
  & { replicate: number }
  & { [Metric in keyof SweepMetrics]: SweepMetrics[Metric] | null };

/** The replicates of one point of a sweep. (A type, not an interface, so that summaries are assignable to records.) */
export type SummaryCounts = {
  /** Number of rows. */
  replicates: number;
  /** Number of rows that converged or were forced. */
  completed: number;
  /** The rows' common verdict; `borderline` if they differ, `failed` if all have an error. */
  verdict: Verdict | "failed";
  /** Number of rows that converged. */
  converged: number;
  /** Number of rows that were forced. */
  forced: number;
  /** Number of rows that diverged. */
  diverged: number;
  /** Number of rows with an error instead of metrics. */
  failed: number;
};

/**
 * Counts of the replicates of one point of a sweep, and each metric with its mean (`totalSeconds`), the 95 % confidence
 * interval of the mean (`totalSecondsLow`, `totalSecondsHigh`), and the smallest and largest value (`totalSecondsMin`,
 * `totalSecondsMax`). The metrics are over completed migrations only and `null` if there are none, because the time of a
 * diverged migration is its time limit. The interval is `null` with fewer than two values.
 */
export type SummaryMetrics =
  & SummaryCounts
  & { [Field in SweepMetric | `${SweepMetric}${"Low" | "High" | "Min" | "Max"}`]: number | null };

/** A point of a sweep as a flat row: the fields that identify it by their names, counts, and the metrics of its replicates. */
export type SweepSummary<Fields = Record<string, unknown>> = Fields & SummaryMetrics;

/** A metric of a sweep's rows: a field of a summary with its mean, which has the smallest and largest value beside it. */
export type SweepMetric = Exclude<keyof SweepMetrics, "verdict">;

/** All metrics of a sweep's rows. */
export const SWEEP_METRICS: readonly SweepMetric[] = [
  "totalSeconds",
  "downtimeSeconds",
  "pagesTransferred",
  "bytesTransferred",
  "demandFaults",
  "stallSeconds",
];

/** The axes of a sweep's rows. A row begins with its axes. */
export function axesOf(rows: readonly object[]): string[] {
  const fields = Object.keys(rows[0] ?? {});
  return fields.slice(0, Math.max(0, fields.indexOf("replicate")));
}

const COUNTS: readonly string[] = ["replicates", "completed", "verdict", "converged", "forced", "diverged", "failed"];
const METRIC_FIELDS: ReadonlySet<string> = new Set([
  ...COUNTS,
  ...SWEEP_METRICS.flatMap((metric) => ["", "Low", "High", "Min", "Max"].map((end) => `${metric}${end}`)),
]);

/** The fields of summaries that are neither counts nor metrics. */
export function groupingFields(summaries: readonly SweepSummary[]): string[] {
  return Array.from(new Set(summaries.flatMap((summary) => Object.keys(summary)))).filter((f) => !METRIC_FIELDS.has(f));
}

/** Whether the migration of a row ended by itself or at a limit on rounds or data, and its metrics are those of a migration. */
export function isCompleted({ verdict }: Pick<SweepResultRow, "verdict">): boolean {
  return verdict === "converged" || verdict === "forced";
}

/** Summarizes rows by the combinations of the fields `by`; see `summarize` of the entry point. */
export function summarizeRows(rows: readonly SweepResultRow[], by?: readonly string[]): SweepSummary[] {
  requireObjects("summarize", "rows", rows, "a list of rows from sweep()");
  const other = rows.find((row) => !Object.hasOwn(row, "replicate"));
  if (other !== undefined) throw new TypeError(`Cannot summarize: rows must come from sweep(), got ${quote(other)}`);
  by ??= axesOf(rows);
  if (!Array.isArray(by)) throw new TypeError(`Cannot summarize: by must be a list of fields, got ${quote(by)}`);
  for (const field of by) {
    if (rows.length === 0 || rows.some((row) => Object.hasOwn(row, field))) continue;
    const names = Array.from(new Set(rows.flatMap((row) => Object.keys(row))));
    throw notOneOf(field, { task: "summarize", where: "by", names });
  }
  // As JSON: a number and the text of its digits are different values.
  return groups(rows, (row) => JSON.stringify(by.map((field) => row[field]))).map(([, group]) => {
    const completed = group.filter(isCompleted);
    const count = (verdict: Verdict | null) => group.filter((row) => row.verdict === verdict).length;
    const [verdict, ...others] = new Set(group.map((row) => row.verdict ?? "failed"));
    return {
      ...Object.fromEntries(by.map((field) => [field, group[0][field]])),
      replicates: group.length,
      completed: completed.length,
      verdict: others.length === 0 ? verdict : "borderline",
      converged: count("converged"),
      forced: count("forced"),
      diverged: count("diverged"),
      failed: count(null),
      ...Object.fromEntries(SWEEP_METRICS.flatMap((metric) => spreadOf(completed, metric))),
    } as SweepSummary;
  });
}

function spreadOf(rows: readonly SweepResultRow[], metric: SweepMetric): [string, number | null][] {
  const values = rows.map((row) => row[metric]).filter((value) => value !== null);
  const interval = meanInterval(values);
  return [
    [metric, mean(values) ?? null],
    [`${metric}Low`, interval?.low ?? null],
    [`${metric}High`, interval?.high ?? null],
    [`${metric}Min`, min(values) ?? null],
    [`${metric}Max`, max(values) ?? null],
  ];
}
