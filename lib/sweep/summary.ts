// @ts-types="@types/d3-array"
import { groups, max, mean, min } from "d3-array";
import type { Verdict } from "../engine/run/result.ts";
import { notOneOf } from "../text/message.ts";
import type { SweepRow } from "./sweep.ts";

/** Mean and extremes of one metric over replicates; `null` if no replicate has the metric. */
export interface Spread {
  /** Arithmetic mean. */
  mean: number | null;
  /** Smallest. */
  min: number | null;
  /** Largest. */
  max: number | null;
}

/** Summary of the replicates of one point of a sweep. */
export interface SweepSummary {
  /** The values of the fields that the summary is for. */
  point: Record<string, unknown>;
  /** Number of rows. */
  replicates: number;
  /** The rows' common verdict; `borderline` if they differ. */
  verdict: Verdict;
  /** Total migration time. */
  totalSeconds: Spread;
  /** Downtime. */
  downtimeSeconds: Spread;
  /** Pages sent with their content. */
  pagesTransferred: Spread;
  /** Bytes sent from source to destination. */
  bytesTransferred: Spread;
  /** Touches of pages not yet received. */
  demandFaults: Spread;
  /** Time that virtual CPUs waited for these pages. */
  stallSeconds: Spread;
}

/** Summarizes rows by the combinations of the fields `by`; see `summarize` of the entry point. */
export function summarizeRows(rows: readonly SweepRow[], by: readonly string[]): SweepSummary[] {
  for (const field of by) {
    if (rows.length === 0 || rows.some((row) => Object.hasOwn(row, field))) continue;
    throw notOneOf("summarize", "by", field, Array.from(new Set(rows.flatMap((row) => Object.keys(row)))));
  }
  // As JSON: a number and the text of its digits are different values.
  return groups(rows, (row) => JSON.stringify(by.map((field) => row[field]))).map(([, group]) => ({
    point: Object.fromEntries(by.map((field) => [field, group[0][field]])),
    replicates: group.length,
    verdict: group.every((row) => row.verdict === group[0].verdict) ? group[0].verdict : "borderline",
    totalSeconds: spreadOf(group, (row) => row.totalSeconds),
    downtimeSeconds: spreadOf(group, (row) => row.downtimeSeconds),
    pagesTransferred: spreadOf(group, (row) => row.pagesTransferred),
    bytesTransferred: spreadOf(group, (row) => row.bytesTransferred),
    demandFaults: spreadOf(group, (row) => row.demandFaults),
    stallSeconds: spreadOf(group, (row) => row.stallSeconds),
  }));
}

function spreadOf(rows: readonly SweepRow[], metric: (row: SweepRow) => number | null): Spread {
  return { mean: mean(rows, metric) ?? null, min: min(rows, metric) ?? null, max: max(rows, metric) ?? null };
}
