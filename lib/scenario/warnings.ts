import { formatQuantity } from "../text/format.ts";
import { parseScenario } from "./parse.ts";
import type { ScenarioInput } from "./types.ts";

/**
 * Finds values that are allowed but look like a mistake in the unit, such as a link of 25 bit/s where 25 Gbit/s was meant.
 *
 * @param input any part of a scenario, as for `simulate`
 * @returns one sentence for each; none for most scenarios
 * @throws {TypeError | RangeError} if the scenario is invalid
 *
 * @example
 * ```ts
 * import { scenarioWarnings } from "@pageferry/pageferry";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(scenarioWarnings({ vm: { memoryBytes: 2 ** 30 }, network: { bandwidthBitsPerSecond: 25 } }), [
 *   "network.bandwidthBitsPerSecond is only 25 bit/s (below 1 Mbit/s); is the unit right?",
 * ]);
 * ```
 */
export function scenarioWarnings(input: ScenarioInput): string[] {
  const { vm, network, migration } = parseScenario(input);
  const { maxBytesPerSecond: cap } = migration;
  const checks = [
    { path: "vm.memoryBytes", value: vm.memoryBytes, kind: "bytes", min: 2 ** 20 },
    {
      path: "network.bandwidthBitsPerSecond",
      value: network.bandwidthBitsPerSecond,
      kind: "bits per second",
      min: 1e6,
    },
    {
      path: "migration.maxBytesPerSecond",
      value: cap ?? Infinity,
      kind: "bytes per second",
      min: 1000,
      limit: "1 KB/s",
    },
    { path: "network.latencySeconds", value: network.latencySeconds, kind: "seconds", max: 10 },
    { path: "migration.downtimeLimitSeconds", value: migration.downtimeLimitSeconds, kind: "seconds", max: 60 },
  ] as const;
  return checks.flatMap((check) => {
    const { path, value, kind } = check;
    const shown = (number: number) => formatQuantity(number, kind, 4);
    if ("min" in check && value < check.min) {
      const limit = "limit" in check ? check.limit : shown(check.min);
      return [`${path} is only ${shown(value)} (below ${limit}); is the unit right?`];
    }
    if ("max" in check && value > check.max) {
      return [`${path} is ${shown(value)} (above ${shown(check.max)}); is the unit right?`];
    }
    return [];
  });
}
