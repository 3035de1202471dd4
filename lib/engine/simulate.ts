import type { Scenario } from "../scenario/types.ts";
import { abandonRun } from "./run/abandon.ts";
import type { MigrationResult } from "./run/result.ts";
import { beginRun, type RunOptions } from "./run/run.ts";
import { stepsOf } from "./steps-of.ts";

/**
 * Simulates one live migration.
 *
 * @param scenario complete and checked, as `parseScenario` returns it
 * @param options an observer, and a pool of bitmaps to reuse
 * @returns the result, a pure function of the scenario
 */
export function simulateScenario(scenario: Scenario, options?: RunOptions): MigrationResult {
  const run = beginRun(scenario, options);
  const step = stepsOf(run).next();
  // The link is known to the end. A migration that still waits for it waits for a link that never comes back.
  return step.done ? step.value : abandonRun(run, run.timeLimitSeconds);
}
