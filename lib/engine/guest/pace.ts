import type { Workload } from "../../scenario/types.ts";
import { writesPerSecondOf } from "../../scenario/write-rate.ts";

/**
 * How a guest catches up after time in which it did not get all the CPU it wanted.
 *
 * Invariant: 0 <= `lostSeconds` <= `catchUpSeconds`.
 */
export interface Pace {
  /** Share of a virtual CPU that the writing needs at its normal rate. */
  readonly cpuShare: number;
  /** The most lost time that the guest catches up on. */
  readonly catchUpSeconds: number;
  /** Lost guest time still to catch up on. */
  lostSeconds: number;
}

/**
 * The pace of a workload. One lost time stands for all parts: that of the parts that catch up, if most touches are theirs.
 * These share the CPU, and their smallest `catchUpSeconds` applies.
 */
export function paceOf(workload: readonly Workload[]): Pace {
  const patient = workload.filter((part) => (part.catchUpSeconds ?? 0) > 0);
  const catchesUp = 2 * touchesOf(patient) > touchesOf(workload);
  const share = (catchesUp ? patient : workload).reduce((sum, part) => sum + (part.cpuShare ?? 1), 0);
  return {
    cpuShare: share > 0 ? Math.min(1, share) : 1,
    catchUpSeconds: catchesUp ? Math.min(...patient.map((part) => part.catchUpSeconds!)) : 0,
    lostSeconds: 0,
  };
}

function touchesOf(workload: readonly Workload[]): number {
  const rateOf = (part: Workload) =>
    (part.kind === "trace" ? undefined : part.touchesPerSecond) ?? writesPerSecondOf(part);
  return workload.reduce((sum, part) => sum + rateOf(part), 0);
}

/** Adds `seconds` in which the guest did not run to the lost time. */
export function loseTime(pace: Pace, seconds: number): void {
  pace.lostSeconds = Math.min(pace.catchUpSeconds, pace.lostSeconds + seconds);
}

/** Guest time that passes while the guest runs for `seconds`. Reduces the lost time. */
export function runFor(pace: Pace, seconds: number): number {
  if (pace.lostSeconds <= 0 || pace.cpuShare >= 1) return seconds;
  const gain = 1 / pace.cpuShare - 1;
  const behind = Math.min(seconds, pace.lostSeconds / gain);
  pace.lostSeconds = Math.max(0, pace.lostSeconds - behind * gain);
  return seconds + behind * gain;
}

/** How long the guest must run for `guestSeconds` of guest time to pass. The inverse of {@linkcode runFor}. */
export function secondsToRun(pace: Pace, guestSeconds: number): number {
  if (pace.lostSeconds <= 0 || pace.cpuShare >= 1) return guestSeconds;
  return Math.max(guestSeconds * pace.cpuShare, guestSeconds - pace.lostSeconds);
}
