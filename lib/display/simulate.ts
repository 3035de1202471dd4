import type { MigrationResult, Observer } from "../engine/result.ts";
import { simulate as simulatePlainly } from "../engine/simulate.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { displaying } from "./displaying.ts";

/**
 * Simulates one live migration, page by page.
 *
 * A pure function of its data: the same scenario gives the same result on every machine. The result is plain data; as the
 * last expression of a notebook's cell it shows itself, as a table and a timeline.
 *
 * @param input any part of a scenario; a preset fills in the rest
 * @param observer watches pages being sent and the dirty log being read
 * @returns times in seconds, data in pages and bytes, the rounds, phases and remaining-pages curve
 * @throws {TypeError} if a field is missing, misspelt or of the wrong type
 * @throws {RangeError} if a value is out of range
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import assert from "node:assert/strict";
 *
 * const result = simulate({
 *   vm: { memoryBytes: 256 * 2 ** 20 },
 *   workload: { kind: "uniform", writesPerSecond: 2000, pages: 8192 },
 *   migration: { engine: "three-stage" },
 * });
 * assert.equal(result.verdict, "converged");
 * assert.ok(result.downtimeSeconds! < 0.1);
 * ```
 */
export function simulate(input: ScenarioInput, observer?: Observer): MigrationResult {
  return displaying(simulatePlainly(input, observer));
}
