// @ts-types="@types/d3-array"
import { max, median, min } from "d3-array";
import type { MigrationResult, Verdict } from "../engine/run/result.ts";
import type { Scenario } from "../scenario/types.ts";
import type { PredictedOutcome, PredictedRange } from "./types.ts";

/** Reads of the dirty log after which pre-copy under one downtime limit has shown that it does not converge. */
export const MOST_ROUNDS = 1500;

/** Whether the downtime limit may rise during the migration. */
export function rises({ migration }: Scenario): boolean {
  return migration.downtimeSteps.length > 0 || migration.downtimeDoublingPolls !== null;
}

/** The scenario with an end to rounds that lead nowhere. */
export function patient(scenario: Scenario): Scenario {
  const { migration } = scenario;
  return { ...scenario, migration: { ...migration, maxRounds: Math.min(migration.maxRounds, MOST_ROUNDS) } };
}

/** The outcome of several simulations. */
export function outcomeOf(results: readonly MigrationResult[]): PredictedOutcome {
  const verdicts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of results) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const ended = results.filter(({ verdict }) => verdict !== "diverged");
  return {
    verdicts,
    totalSeconds: rangeOf(ended.map(({ totalSeconds }) => totalSeconds)),
    downtimeSeconds: rangeOf(ended.map(({ downtimeSeconds }) => downtimeSeconds!)),
    stallSeconds: rangeOf(ended.map(({ stallSeconds }) => stallSeconds)),
  };
}

function rangeOf(values: readonly number[]): PredictedRange | null {
  return values.length === 0 ? null : { min: min(values)!, median: median(values)!, max: max(values)! };
}
