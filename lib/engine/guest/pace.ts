import type { Workload } from "../../scenario/types.ts";

/**
 * How a guest's writing keeps its pace when the guest does not get all the CPU it would.
 *
 * Invariant: 0 <= `lagSeconds` <= `catchUpSeconds`.
 */
export interface Pace {
  /** Share of a virtual CPU that the writing takes when it keeps pace. */
  readonly cpuShare: number;
  /** The most lost time that is made good. */
  readonly catchUpSeconds: number;
  /** Guest time behind that is still to be made good. */
  lagSeconds: number;
}

/** The pace of a workload: its parts share the CPU, and the least patient of them decides what is made good. */
export function paceOf(workload: readonly Workload[]): Pace {
  const share = workload.reduce((sum, part) => sum + (part.cpuShare ?? 1), 0);
  const catchUp = workload.map((part) => part.catchUpSeconds ?? 0);
  return {
    cpuShare: share > 0 ? Math.min(1, share) : 1,
    catchUpSeconds: catchUp.length > 0 ? Math.min(...catchUp) : 0,
    lagSeconds: 0,
  };
}

/** Notes `seconds` in which the guest did not run: they are made good later, as far as the pace allows. */
export function stall(pace: Pace, seconds: number): void {
  pace.lagSeconds = Math.min(pace.catchUpSeconds, pace.lagSeconds + seconds);
}

/** Guest time that passes while the guest runs for `seconds`; works off the lag. */
export function runFor(pace: Pace, seconds: number): number {
  if (pace.lagSeconds <= 0 || pace.cpuShare >= 1) return seconds;
  const gain = 1 / pace.cpuShare - 1;
  const behind = Math.min(seconds, pace.lagSeconds / gain);
  pace.lagSeconds = Math.max(0, pace.lagSeconds - behind * gain);
  return seconds + behind * gain;
}

/** How long the guest must run for `guestSeconds` of guest time to pass. The inverse of {@linkcode runFor}. */
export function secondsToRun(pace: Pace, guestSeconds: number): number {
  if (pace.lagSeconds <= 0 || pace.cpuShare >= 1) return guestSeconds;
  return Math.max(guestSeconds * pace.cpuShare, guestSeconds - pace.lagSeconds);
}
