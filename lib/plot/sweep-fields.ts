import { groupingFields, type SweepSummary } from "../sweep/summary.ts";
import { type DataKind, requireList } from "./check.ts";
import { requireName } from "./svg/options.ts";

const SUMMARY: DataKind<SweepSummary> = {
  is: (value): value is SweepSummary => {
    const { completed, totalSecondsMin } = (value ?? {}) as Partial<SweepSummary>;
    return completed !== undefined && totalSecondsMin !== undefined;
  },
  source: "summarize()",
};

/**
 * Checks the summaries of a sweep, and that options name fields of them.
 *
 * @param fields the field that each option names, by the option's name
 * @throws {TypeError | RangeError} if there are no summaries, or no summary has a field
 */
export function requireSummaries(
  chart: string,
  summaries: readonly SweepSummary[],
  fields: Readonly<Record<string, string>>,
): void {
  requireList(chart, "summaries", summaries, SUMMARY);
  const known = groupingFields(summaries);
  for (const [name, field] of Object.entries(fields)) requireName(chart, name, field, known);
}
