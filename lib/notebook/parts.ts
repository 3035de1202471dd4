import type { MigrationResult } from "../engine/run/result.ts";
import type { Reproduction } from "../paper/reproduce.ts";
import type { Chart } from "../plot/svg/chart.ts";
import { paperChart } from "../plot/paper-chart.ts";
import type { Table } from "../table/table.ts";
import { timelineChart } from "../plot/timeline-chart.ts";
import { predictionsChart } from "../plot/predictions-chart.ts";
import type { Validation } from "../qemu/validate.ts";
import type { SweepSummary } from "../sweep/summary.ts";
import type { SweepRow } from "../sweep/sweep.ts";
import { claimsTable } from "../table/claims-table.ts";
import { errorsTable } from "../table/errors-table.ts";
import { resultTable } from "../table/result-table.ts";
import { summariesTable, sweepTable } from "../table/sweep-table.ts";

/** What the package computes and can show: a migration, a sweep and its summaries, a validation, a reproduction. */
export type Outcome =
  | MigrationResult
  | readonly MigrationResult[]
  | readonly SweepRow[]
  | readonly SweepSummary[]
  | Validation
  | Reproduction;

/** Whether something is an {@linkcode Outcome}, told by its fields: a copy, or what was read from a file, is one too. */
export function isOutcome(value: unknown): value is Outcome {
  return kindOf(value) !== undefined;
}

/** The tables and figures that say what came out. */
export function partsOf(outcome: Outcome): (Chart | Table)[] {
  return KINDS[kindOf(outcome)!].parts(outcome as never);
}

interface Kind {
  /** Fields by which it is told; of a list: those of its first element. */
  fields: readonly string[];
  list?: true;
  parts(outcome: never): (Chart | Table)[];
}

const KINDS = {
  result: {
    fields: ["engine", "rounds", "phases", "timeline"],
    parts: (result: MigrationResult) => [resultTable([result]), timelineChart(result)],
  },
  results: {
    fields: ["engine", "rounds", "phases", "timeline"],
    list: true,
    parts: (results: readonly MigrationResult[]) => [resultTable(results)],
  },
  rows: {
    fields: ["replicate", "verdict", "totalSeconds"],
    list: true,
    parts: (rows: readonly SweepRow[]) => [sweepTable(rows)],
  },
  summaries: {
    fields: ["replicates", "completed", "verdict"],
    list: true,
    parts: (summaries: readonly SweepSummary[]) => [summariesTable(summaries)],
  },
  validation: {
    fields: ["runs", "summary"],
    parts: (validation: Validation) => [errorsTable(validation), predictionsChart(validation)],
  },
  reproduction: {
    fields: ["claims", "figures"],
    parts: ({ claims, figures }: Reproduction) => [
      paperChart(figures, "4"),
      paperChart(figures, "5"),
      claimsTable(claims),
    ],
  },
} as const satisfies Record<string, Kind>;

function kindOf(value: unknown): keyof typeof KINDS | undefined {
  const sample = Array.isArray(value) ? value[0] : value;
  if (typeof sample !== "object" || sample === null) return undefined;
  const names = Object.keys(KINDS) as (keyof typeof KINDS)[];
  return names.find((name) => {
    const kind: Kind = KINDS[name];
    return Array.isArray(value) === (kind.list ?? false) && kind.fields.every((field) => Object.hasOwn(sample, field));
  });
}
