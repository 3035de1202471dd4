import { axesOf, groupingFields, type SweepResultRow, type SweepSummary } from "../sweep/summary.ts";
import { type DataKind, requireList } from "./check.ts";
import { requireName } from "./svg/options.ts";

const SUMMARY: DataKind<SweepSummary> = {
  is: (value): value is SweepSummary => {
    const { completed, totalSecondsMin } = (value ?? {}) as Partial<SweepSummary>;
    return completed !== undefined && totalSecondsMin !== undefined;
  },
  source: "summarize()",
};

const ROW: DataKind<SweepResultRow> = {
  is: (value): value is SweepResultRow => {
    const { replicate, verdict } = (value ?? {}) as Partial<SweepResultRow>;
    return replicate !== undefined && verdict !== undefined;
  },
  source: "sweep()",
};

/** The name of each option with the field that it names. */
type NamedFields = Readonly<Record<string, string>>;

/**
 * Checks the summaries of a sweep, and that options name fields of them.
 *
 * @throws {TypeError | RangeError} if there are no summaries, or no summary has a field
 */
export function requireSummaries(chart: string, summaries: readonly SweepSummary[], fields: NamedFields): void {
  requireList(chart, "summaries", summaries, SUMMARY);
  requireNames(chart, fields, groupingFields(summaries));
}

/**
 * Checks the rows of a sweep, and that options name axes of it.
 *
 * @throws {TypeError | RangeError} if there are no rows, or the sweep has no axis of that name
 */
export function requireRows(chart: string, rows: readonly SweepResultRow[], fields: NamedFields): void {
  requireList(chart, "rows", rows, ROW);
  requireNames(chart, fields, axesOf(rows));
}

function requireNames(chart: string, fields: NamedFields, known: readonly string[]): void {
  for (const [name, field] of Object.entries(fields)) requireName(chart, name, field, known);
}
