import { sum } from "d3-array";
import { formatQuantity } from "../text/format.ts";
import type { Scenario } from "./types.ts";
import { writesPerSecondOf } from "./write-rate.ts";

/**
 * Finds values that are allowed but look like a mistake in the unit, such as a link of 25 bit/s where 25 Gbit/s was meant.
 *
 * @returns one sentence for each; none for most scenarios
 */
export function scenarioWarnings({ vm, workload, network, migration }: Scenario): string[] {
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
    {
      path: "workload.writesPerSecond",
      value: sum(workload, writesPerSecondOf),
      kind: "writes per second",
      max: 1e8,
    },
    { path: "network.latencySeconds", value: network.latencySeconds, kind: "seconds", max: 1 },
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
