/**
 * Drains: several migrations at a time, over links and hosts that they share.
 *
 * @module
 */
import { type FailedMigration, type Failure, simulateFailure as simulateScenarioFailure } from "./engine/failure.ts";
import { parseScenario } from "./scenario/parse.ts";
import type { ScenarioInput } from "./scenario/types.ts";
import { mistake } from "./text/message.ts";
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

export type { FailedMigration, Failure, FailureOutcome } from "./engine/failure.ts";

/**
 * Simulates one migration in which a host dies, the connection breaks, or the operator cancels.
 *
 * `docs/failures.md` lists what each failure leads to, by engine and phase.
 *
 * @param input any part of a scenario, as for `simulate`
 * @param failure what goes wrong, and when
 * @returns where the guest is afterwards, what it has lost, and the result up to the failure or, if the migration goes on, to
 *   its end
 * @throws {TypeError | RangeError} if the scenario or the failure is invalid
 *
 * @example
 * ```ts
 * import { simulateFailure } from "@pageferry/pageferry/drain";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const scenario = { preset: "qemu", vm: { memoryBytes: 2 ** 28 }, migration: { engine: "post-copy" } } as const;
 * assertStrictEquals(simulateFailure(scenario, { kind: "destination", seconds: 1 }).failure.guest, "lost");
 * const { failure } = simulateFailure(scenario, { kind: "link", seconds: 1, recoverSeconds: 20 });
 * assertStrictEquals(failure.completed, true);
 * ```
 */
export function simulateFailure(input: ScenarioInput, failure: Failure): FailedMigration {
  checkOptions("simulate failure", failure, ["kind", "seconds", "recoverSeconds"], "failure");
  const { kind, seconds, recoverSeconds } = failure;
  if (!["source", "destination", "link", "cancel"].includes(kind)) {
    throw mistake("simulate failure", "kind", "one of source, destination, link, cancel", kind);
  }
  if (seconds !== "random" && !(Number.isFinite(seconds) && seconds >= 0)) {
    throw mistake("simulate failure", "seconds", 'a number of seconds from 0, or "random"', seconds);
  }
  const from = seconds === "random" ? 0 : seconds;
  if (recoverSeconds !== undefined && !(Number.isFinite(recoverSeconds) && recoverSeconds > from)) {
    throw mistake("simulate failure", "recoverSeconds", `a number of seconds above ${from}`, recoverSeconds);
  }
  return simulateScenarioFailure(parseScenario(input), failure);
}

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
