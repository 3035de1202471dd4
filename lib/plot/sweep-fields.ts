import type { SweepSummary } from "../sweep/summary.ts";
import { type DataKind, requireList } from "./check.ts";
import { requireName } from "./svg/options.ts";

/** A metric of migrations in the summaries of a sweep: a field of {@linkcode SweepSummary} with mean and extremes. */
export type Metric = Exclude<keyof SweepSummary, "point" | "replicates" | "verdict">;

/** All metrics of a summary. */
export const METRICS: readonly Metric[] = Object.keys(
  {
    totalSeconds: true,
    downtimeSeconds: true,
    pagesTransferred: true,
    bytesTransferred: true,
    demandFaults: true,
    stallSeconds: true,
  } satisfies Record<Metric, true>,
) as Metric[];

const SUMMARY: DataKind<SweepSummary> = {
  is: (value): value is SweepSummary => {
    const point: unknown = (value as SweepSummary | null)?.point;
    return typeof point === "object" && point !== null;
  },
  source: "summarize()",
};

/**
 * Checks the summaries of a sweep, and that options name fields of them.
 *
 * @param fields the name of each option with the field that it names
 * @throws {TypeError | RangeError} if there are no summaries, or no summary has a field
 */
export function requireSummaries(
  chart: string,
  summaries: readonly SweepSummary[],
  fields: Readonly<Record<string, string>>,
): void {
  requireList(chart, "summaries", summaries, SUMMARY);
  const known = Array.from(new Set(summaries.flatMap(({ point }) => Object.keys(point))));
  for (const [name, field] of Object.entries(fields)) requireName(chart, name, field, known);
}
