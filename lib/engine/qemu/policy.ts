import type { Migration, Scenario } from "../../scenario/types.ts";
import { stepSecondsOf, timeLimitOf } from "../run/time-limit.ts";

/** Time between two polls of KubeVirt (`live-migration-source.go`, processInflightMigration). */
const PROGRESS_POLL_SECONDS = 0.4;
/** The same of Proxmox VE (qemu-server 7 and 8, `QemuMigrate.pm`), and once little is left. */
const POLL_SECONDS = 1;
const LATE_POLL_SECONDS = 0.1;

/**
 * The management layer above QEMU: it changes the downtime limit while the migration runs, and ends a migration that takes
 * too long or makes no progress.
 */
export interface Policy {
  readonly migration: Migration;
  readonly pageBytes: number;
  /** When the time is up; `Infinity` if the run's own limit abandons it. */
  readonly timeLimitSeconds: number;
  /** Time from one downtime step to the next. */
  readonly stepSeconds: number;
  /** The downtime limit now. */
  downtimeLimitSeconds: number;
  /** When the first downtime step applies; `Infinity` until the rounds before it are over. */
  stepsFromSeconds: number;
  /** KubeVirt: when the next poll is due, the pages pending at the last one, and the polls since the last progress. */
  progress: { seconds: number; pages: number; polls: number };
  /** Proxmox VE: the same, the time between polls, the bytes sent by the last one, all polls and those that found growth. */
  growth: { seconds: number; pages: number; interval: number; bytes: number; polls: number; grown: number };
}

/** What a policy sees of a migration. */
export interface PolicyView {
  /** Since the migration began. */
  seconds: number;
  pendingPages: number;
  /** Reads of the dirty log so far. */
  syncs: number;
  /** Bytes sent so far. */
  bytes: number;
}

/** A policy that has not acted. */
export function createPolicy(scenario: Scenario): Policy {
  const { migration } = scenario;
  return {
    migration,
    pageBytes: scenario.vm.pageBytes,
    timeLimitSeconds: migration.timeLimitAction === "abort" ? Infinity : timeLimitOf(scenario) ?? Infinity,
    stepSeconds: stepSecondsOf(scenario),
    downtimeLimitSeconds: migration.downtimeLimitSeconds,
    stepsFromSeconds: migration.downtimeStepRounds > 0 ? Infinity : 0,
    progress: { seconds: PROGRESS_POLL_SECONDS, pages: Infinity, polls: 0 },
    growth: { seconds: POLL_SECONDS, pages: Infinity, interval: POLL_SECONDS, bytes: 0, polls: 0, grown: 0 },
  };
}

/**
 * Brings the downtime limit up to now and decides whether the migration goes on.
 *
 * @returns `null` to go on; `abandon`, `complete` (pause the guest and send the rest) or `switch` (to post-copy)
 */
export function applyPolicy(policy: Policy, view: PolicyView): "abandon" | "complete" | "switch" | null {
  const { seconds, syncs } = view;
  const { downtimeSteps, downtimeStepRounds, progressLimitSeconds, timeLimitAction } = policy.migration;
  if (downtimeSteps.length > 0) {
    if (syncs >= downtimeStepRounds) policy.stepsFromSeconds = Math.min(policy.stepsFromSeconds, seconds);
    const step = Math.floor((seconds - policy.stepsFromSeconds) / policy.stepSeconds);
    if (step >= 0) policy.downtimeLimitSeconds = downtimeSteps[Math.min(step, downtimeSteps.length - 1)];
  }
  if (policy.migration.downtimeDoublingPolls !== null) doubleIfGrown(policy, view);
  if (progressLimitSeconds !== null && secondsWithoutProgress(policy, view) > progressLimitSeconds) return "abandon";
  if (seconds < policy.timeLimitSeconds) return null;
  return timeLimitAction === "pause" ? "complete" : "switch";
}

/** A time before which the policy does nothing, whatever the migration does; 0 if it polls or may raise the downtime limit. */
export function actsFrom({ migration, timeLimitSeconds }: Policy): number {
  const { downtimeSteps, downtimeDoublingPolls, progressLimitSeconds } = migration;
  const polls = downtimeDoublingPolls !== null || progressLimitSeconds !== null;
  return polls || downtimeSteps.length > 0 ? 0 : timeLimitSeconds;
}

/** When the policy next raises the downtime limit, pauses the guest or switches to post-copy; `null` if never. */
export function nextActSeconds(policy: Policy, seconds: number): number | null {
  const { stepsFromSeconds, stepSeconds, timeLimitSeconds, migration: { downtimeSteps } } = policy;
  const step = Math.floor((seconds - stepsFromSeconds) / stepSeconds) + 1;
  const stepAt = step > 0 && step < downtimeSteps.length ? stepsFromSeconds + step * stepSeconds : Infinity;
  const next = Math.min(stepAt, timeLimitSeconds);
  return next === Infinity ? null : next;
}

/** Polls that find no fewer pages pending than the poll before, as a time. */
function secondsWithoutProgress({ progress }: Policy, { seconds, pendingPages }: PolicyView): number {
  if (seconds >= progress.seconds) {
    progress.polls = pendingPages < progress.pages ? 0 : progress.polls + 1;
    progress.pages = pendingPages;
    progress.seconds = seconds + PROGRESS_POLL_SECONDS;
  }
  return progress.polls * PROGRESS_POLL_SECONDS;
}

/** Doubles the downtime limit when enough polls have found that the rest had grown. */
function doubleIfGrown(policy: Policy, { seconds, pendingPages, bytes }: PolicyView): void {
  const { growth, migration: { downtimeDoublingPolls } } = policy;
  if (seconds < growth.seconds) return;
  growth.polls++;
  if (bytes !== growth.bytes) {
    if (pendingPages * policy.pageBytes < growth.bytes / growth.polls) growth.interval = LATE_POLL_SECONDS;
    if (pendingPages > growth.pages || pendingPages === 0) growth.grown++;
    growth.pages = pendingPages;
    growth.bytes = bytes;
  }
  growth.seconds = seconds + growth.interval;
  if (growth.grown < downtimeDoublingPolls!) return;
  growth.grown = 0;
  policy.downtimeLimitSeconds *= 2;
}
