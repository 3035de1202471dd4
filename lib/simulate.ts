import type { MigrationResult, Observer } from "./engine/run/result.ts";
import { simulateScenario } from "./engine/simulate.ts";
import { displayableOutcome } from "./notebook/outcome.ts";
import { parseScenario } from "./scenario/parse.ts";
import type { ScenarioInput } from "./scenario/types.ts";
import { unusedFieldWarnings } from "./scenario/unused-fields.ts";
import { mistake } from "./text/message.ts";
import { checkOptions } from "./text/require.ts";

/** How to simulate. */
export interface SimulateOptions {
  /** Watches the migration page by page. */
  observer?: Observer;
  /** Adds the complete scenario to the result. Default `false`. */
  keepScenario?: boolean;
}

/**
 * Simulates one live migration, page by page.
 *
 * A pure function of its data: the same scenario gives the same result on every machine. The result is plain data. At the
 * end of a notebook cell it displays itself as a table and a timeline.
 *
 * @param input any part of a scenario; a preset fills in the rest
 * @param options an observer of phases, sends, dirty-log reads and stalls; whether to keep the scenario in the result
 * @returns times in seconds, data in pages and bytes, the rounds, phases and remaining-pages curve
 * @throws {TypeError} if a field is missing, misspelled or of the wrong type
 * @throws {RangeError} if a value is out of range
 *
 * @example
 * ```ts
 * import { MiB, simulate } from "@pageferry/pageferry";
 * import { assert, assertStrictEquals } from "@std/assert";
 *
 * const result = simulate({
 *   vm: { memoryBytes: 256 * MiB },
 *   workload: { kind: "uniform", writesPerSecond: 2000, pages: 8192 },
 *   migration: { engine: "three-stage" },
 * });
 * assertStrictEquals(result.verdict, "converged");
 * assert(result.downtimeSeconds! < 0.1);
 * ```
 */
export function simulate(input: ScenarioInput, options: SimulateOptions = {}): MigrationResult {
  checkOptions("simulate", options, ["observer", "keepScenario"]);
  const { observer, keepScenario } = options;
  if (observer !== undefined && (typeof observer !== "object" || observer === null)) {
    throw mistake("simulate", "observer", "an object with callbacks", observer);
  }
  if (keepScenario !== undefined && typeof keepScenario !== "boolean") {
    throw mistake("simulate", "keepScenario", "true or false", keepScenario);
  }
  const scenario = parseScenario(input);
  return displayableOutcome(simulateScenario(scenario, { ...options, warnings: unusedFieldWarnings(input) }));
}
