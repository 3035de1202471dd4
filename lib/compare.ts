import type { MigrationResult } from "./engine/run/result.ts";
import { simulateScenario } from "./engine/simulate.ts";
import { displayableOutcome } from "./notebook/outcome.ts";
import { type Engine, ENGINES } from "./scenario/names.ts";
import { parseScenario } from "./scenario/parse.ts";
import type { ScenarioInput } from "./scenario/types.ts";
import { unusedFieldWarnings } from "./scenario/unused-fields.ts";
import { quote } from "./text/message.ts";
import { checkOptions } from "./text/require.ts";

/** How to compare. */
export interface CompareOptions {
  /** The engines, in order. Default: all. */
  engines?: readonly Engine[];
}

/**
 * Simulates one scenario under several engines.
 *
 * All engines move the same guest: they share its workload and seed. At the end of a notebook cell the results display
 * themselves as one table with a column for each engine.
 *
 * @param input any part of a scenario, as for `simulate`; its `migration.engine` is replaced
 * @returns one result for each engine, in order
 * @throws {TypeError | RangeError} as `simulate` does, and if an option is unknown or `engines` is not a list
 *
 * @example
 * ```ts
 * import { compare, MiB } from "@pageferry/pageferry";
 * import { assert, assertStrictEquals } from "@std/assert";
 *
 * const [preCopy, postCopy] = compare({
 *   vm: { memoryBytes: 256 * MiB },
 *   workload: { kind: "uniform", writesPerSecond: 5000 },
 * }, { engines: ["pre-copy", "post-copy"] });
 * assert(postCopy.downtimeSeconds! < preCopy.downtimeSeconds!);
 * assertStrictEquals(preCopy.demandFaults, 0);
 * ```
 */
export function compare(input: ScenarioInput, options: CompareOptions = {}): MigrationResult[] {
  checkOptions("compare", options, ["engines"]);
  const { engines = ENGINES } = options;
  if (!Array.isArray(engines)) throw new TypeError(`Cannot compare: engines must be a list, got ${quote(engines)}`);
  const scenario = parseScenario(input);
  const warnings = unusedFieldWarnings(input, { engines });
  const results = engines.map((engine) =>
    displayableOutcome(
      simulateScenario(parseScenario({ ...scenario, migration: { ...scenario.migration, engine } }), { warnings }),
    )
  );
  return displayableOutcome(results);
}
