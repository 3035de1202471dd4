/**
 * Drains: several migrations at a time, over links and hosts that they share.
 *
 * @module
 */
import { drainPlan } from "./drain/drain.ts";
import { parsePlan } from "./drain/parse.ts";
import type { DrainPlan, DrainResult } from "./drain/types.ts";
import { checkOptions } from "./text/require.ts";

export { PLATFORM_POLICIES, type SourcedPolicy } from "./drain/policies.ts";
export type {
  DrainedVm,
  DrainHost,
  DrainLink,
  DrainOrder,
  DrainPlan,
  DrainPolicy,
  DrainResult,
  DrainVm,
  PlatformName,
  ShareChange,
} from "./drain/types.ts";

export type { MigrationResult } from "./engine/run/result.ts";
export type { LinkChange, ScenarioInput } from "./scenario/types.ts";

/** Options of {@linkcode drain}. */
export interface DrainOptions {
  /** Called when a VM has ended, with the number of those that have. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Simulates the migrations of many VMs, page by page, some at a time.
 *
 * All migrations under way share the network cards of their hosts, the link between them and the hosts' copy rate. The shares
 * are max-min fair: a VM that cannot use its share, because of its cap, its host or a pause, leaves the rest to the others.
 *
 * @param plan the VMs, the hosts and the platform's policy
 * @returns when each VM began and ended, its result, and the rates over time
 * @throws {TypeError | RangeError} if the plan or one of its scenarios is invalid
 *
 * @example
 * ```ts
 * import { drain } from "@pageferry/pageferry/drain";
 * import { assertAlmostEquals, assertStrictEquals } from "@std/assert";
 *
 * const { makespanSeconds, moved } = drain({
 *   parallelPerSource: 2,
 *   scenario: { vm: { memoryBytes: 2 ** 28 }, workload: { kind: "uniform", writesPerSecond: 100 } },
 *   vms: [{ count: 6 }],
 * });
 * assertStrictEquals(moved, 6);
 * // Six VMs of 256 MiB over Gigabit Ethernet.
 * assertAlmostEquals(makespanSeconds, 14, 1);
 * ```
 */
export function drain(plan: DrainPlan, options: DrainOptions = {}): DrainResult {
  checkOptions("drain", options, ["onProgress"]);
  return drainPlan(parsePlan(plan), options);
}
