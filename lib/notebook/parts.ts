import type { MigrationResult } from "../engine/run/result.ts";
import type { Reproduction } from "../paper/reproduce.ts";
import { paperChart } from "../plot/paper-chart.ts";
import { predictionsChart } from "../plot/predictions-chart.ts";
import type { Chart } from "../plot/svg/frame.ts";
import { timelineChart } from "../plot/timeline-chart.ts";
import type { Validation } from "../validation/types.ts";
import type { SweepResultRow, SweepSummary } from "../sweep/summary.ts";
import { claimsTable } from "../table/claims-table.ts";
import { errorsTable } from "../table/errors-table.ts";
import { resultTable } from "../table/result-table.ts";
import { summariesTable, sweepTable } from "../table/sweep-table.ts";
import type { Table } from "../table/table.ts";

/** A return value of `simulate`, `compare`, `sweep`, `summarize`, `validate` or `reproduce`. */
export type Outcome =
  | MigrationResult
  | readonly MigrationResult[]
  | readonly SweepResultRow[]
  | readonly SweepSummary[]
  | Validation
  | Reproduction;

/** Makes the tables and charts of a value of its kind; `undefined` for other values. */
type Kind = (value: unknown) => (() => (Chart | Table)[]) | undefined;

/** The kinds of outcomes. Values are recognized by their fields, so copies and values read from files work too. */
const KINDS: readonly Kind[] = [
  one<MigrationResult>(["engine", "rounds", "phases", "timeline"], (result) => [
    resultTable([result]),
    timelineChart(result),
  ]),
  list<MigrationResult>(["engine", "rounds", "phases", "timeline"], (results) => [resultTable(results)]),
  list<SweepResultRow>(["replicate", "verdict", "totalSeconds"], (rows) => [sweepTable(rows)]),
  list<SweepSummary>(["replicates", "completed", "verdict"], (summaries) => [summariesTable(summaries)]),
  one<Validation>(["runs", "summary"], (validation) => [errorsTable(validation), predictionsChart(validation)]),
  one<Reproduction>(["claims", "figures", "asPublished"], (reproduction) => [
    paperChart(reproduction.figures, "4"),
    paperChart(reproduction.figures, "5"),
    claimsTable(reproduction),
  ]),
];

/** Whether a value is an {@linkcode Outcome}. */
export function isOutcome(value: unknown): value is Outcome {
  return KINDS.some((kind) => kind(value) !== undefined);
}

/** The tables and charts of an outcome. */
export function partsOf(outcome: Outcome): (Chart | Table)[] {
  for (const kind of KINDS) {
    const parts = kind(outcome);
    if (parts !== undefined) return parts();
  }
  return [];
}

function one<T extends object>(fields: readonly (keyof T)[], parts: (value: T) => (Chart | Table)[]): Kind {
  return (value) => hasFields(value, fields) ? () => parts(value) : undefined;
}

function list<T extends object>(
  fields: readonly (keyof T)[],
  parts: (values: readonly T[]) => (Chart | Table)[],
): Kind {
  return (value) => Array.isArray(value) && hasFields(value[0], fields) ? () => parts(value) : undefined;
}

function hasFields<T extends object>(value: unknown, fields: readonly (keyof T)[]): value is T {
  return typeof value === "object" && value !== null && fields.every((field) => Object.hasOwn(value, field));
}
