import type { Migration, Scenario } from "../../scenario/types.ts";
import { timeLimitOf } from "../run/time-limit.ts";

/** Time between two polls of a management layer that doubles the downtime limit (Proxmox VE, `QemuMigrate.pm`). */
const POLL_SECONDS = 1;
/** Nova counts a smaller guest as this many GiB (`nova/conf/libvirt.py`). */
const LEAST_GIB = 2;
const GIB = 2 ** 30;

/**
 * The management layer above QEMU: it changes the downtime limit while the migration runs, and ends a migration that takes
 * too long or makes no progress.
 */
export interface Policy {
  readonly migration: Migration;
  /** When the time is up; `Infinity` if the run's own limit abandons it. */
  readonly timeLimitSeconds: number;
  /** Time from one downtime step to the next. */
  readonly stepSeconds: number;
  /** The downtime limit now. */
  downtimeLimitSeconds: number;
  /** When the first downtime step applies; `Infinity` until the rounds before it are over. */
  stepsFromSeconds: number;
  /** The lowest number of pages that were pending, and when there were as few. */
  lowestPages: number;
  lowestSeconds: number;
  /** When the next poll is due, the pages pending at the last one, and the polls that found more of them. */
  pollSeconds: number;
  polledPages: number;
  polls: number;
}

/** A policy that has not acted. */
export function createPolicy(scenario: Scenario): Policy {
  const { migration, vm } = scenario;
  const gib = Math.max(LEAST_GIB, vm.memoryBytes / GIB);
  return {
    migration,
    timeLimitSeconds: migration.timeLimitAction === "abort" ? Infinity : timeLimitOf(scenario) ?? Infinity,
    stepSeconds: migration.downtimeStepSeconds + migration.downtimeStepSecondsPerGiB * gib,
    downtimeLimitSeconds: migration.downtimeLimitSeconds,
    stepsFromSeconds: migration.downtimeStepRounds > 0 ? Infinity : 0,
    lowestPages: Infinity,
    lowestSeconds: 0,
    pollSeconds: POLL_SECONDS,
    polledPages: 0,
    polls: 0,
  };
}

/**
 * Brings the downtime limit up to now and decides whether the migration goes on.
 *
 * @param now seconds since the migration began, pages pending, and reads of the dirty log so far
 * @returns `null` to go on; `abandon`, `complete` (pause the guest and send the rest) or `switch` (to post-copy)
 */
export function applyPolicy(
  policy: Policy,
  { seconds, pendingPages, syncs }: { seconds: number; pendingPages: number; syncs: number },
): "abandon" | "complete" | "switch" | null {
  const { downtimeSteps, downtimeStepRounds, progressLimitSeconds, timeLimitAction } = policy.migration;
  if (downtimeSteps.length > 0) {
    if (syncs >= downtimeStepRounds) policy.stepsFromSeconds = Math.min(policy.stepsFromSeconds, seconds);
    const step = Math.floor((seconds - policy.stepsFromSeconds) / policy.stepSeconds);
    if (step >= 0) policy.downtimeLimitSeconds = downtimeSteps[Math.min(step, downtimeSteps.length - 1)];
  }
  if (policy.migration.downtimeDoublingPolls !== null && seconds >= policy.pollSeconds) {
    poll(policy, pendingPages, seconds);
  }
  if (pendingPages < policy.lowestPages) [policy.lowestPages, policy.lowestSeconds] = [pendingPages, seconds];
  if (progressLimitSeconds !== null && seconds - policy.lowestSeconds > progressLimitSeconds) return "abandon";
  if (seconds < policy.timeLimitSeconds) return null;
  return timeLimitAction === "pause" ? "complete" : "switch";
}

/** When the policy next raises the downtime limit, pauses the guest or switches to post-copy; `null` if never. */
export function nextActSeconds(policy: Policy, seconds: number): number | null {
  const { stepsFromSeconds, stepSeconds, timeLimitSeconds, migration: { downtimeSteps } } = policy;
  const step = Math.floor((seconds - stepsFromSeconds) / stepSeconds) + 1;
  const stepAt = step > 0 && step < downtimeSteps.length ? stepsFromSeconds + step * stepSeconds : Infinity;
  const next = Math.min(stepAt, timeLimitSeconds);
  return next === Infinity ? null : next;
}

function poll(policy: Policy, pendingPages: number, seconds: number): void {
  const { polledPages, migration } = policy;
  if ((polledPages > 0 && pendingPages > polledPages) || pendingPages === 0) policy.polls++;
  policy.polledPages = pendingPages;
  policy.pollSeconds = Math.floor(seconds / POLL_SECONDS + 1) * POLL_SECONDS;
  if (policy.polls < migration.downtimeDoublingPolls!) return;
  policy.polls = 0;
  policy.downtimeLimitSeconds *= 2;
}
