import type { Workload } from "../../scenario/types.ts";

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

/** The pace of a workload. Its parts share the CPU, and the smallest `catchUpSeconds` applies to all. */
export function paceOf(workload: readonly Workload[]): Pace {
  const share = workload.reduce((sum, part) => sum + (part.cpuShare ?? 1), 0);
  const catchUp = workload.map((part) => part.catchUpSeconds ?? 0);
  return {
    cpuShare: share > 0 ? Math.min(1, share) : 1,
    catchUpSeconds: catchUp.length > 0 ? Math.min(...catchUp) : 0,
    lostSeconds: 0,
  };
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
