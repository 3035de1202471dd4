// @ts-types="@types/d3-array"
import { groups, max, mean, min } from "d3-array";
import type { Verdict } from "../engine/run/result.ts";
import { notOneOf } from "../text/message.ts";
import type { SweepRow } from "./sweep.ts";

/** Mean and extremes of one figure over replicates; `null` where no replicate has it. */
export interface Spread {
  /** Arithmetic mean. */
  mean: number | null;
  /** Smallest. */
  min: number | null;
  /** Largest. */
  max: number | null;
}

/** The replicates of one point of a sweep, summed up. */
export interface SweepSummary {
  /** The value of each axis asked for. */
  point: Record<string, unknown>;
  /** How many rows went in. */
  replicates: number;
  /** The rows' common verdict; `borderline` if they differ. */
  verdict: Verdict;
  /** Total migration time. */
  totalSeconds: Spread;
  /** Downtime. */
  downtimeSeconds: Spread;
  /** Pages sent with their content. */
  pagesTransferred: Spread;
  /** Bytes from source to destination. */
  bytesTransferred: Spread;
  /** Touches of absent pages. */
  demandFaults: Spread;
  /** Time that virtual CPUs waited for them. */
  stallSeconds: Spread;
}

/** Summarizes rows by the combinations of the fields `by`; `summarize` of the entry point has the details. */
export function summarizeRows(rows: readonly SweepRow[], by: readonly string[]): SweepSummary[] {
  for (const field of by) {
    if (rows.length === 0 || rows.some((row) => Object.hasOwn(row, field))) continue;
    throw notOneOf("summarize", "by", field, Array.from(new Set(rows.flatMap((row) => Object.keys(row)))));
  }
  return groups(rows, (row) => JSON.stringify(by.map((field) => row[field]))).map(([_, group]) => ({
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

function spreadOf(rows: readonly SweepRow[], figure: (row: SweepRow) => number | null): Spread {
  return { mean: mean(rows, figure) ?? null, min: min(rows, figure) ?? null, max: max(rows, figure) ?? null };
}
