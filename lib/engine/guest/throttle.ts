import type { Random } from "../../random/random.ts";
import type { Pace } from "./pace.ts";

/** A throttled virtual CPU runs for this long, then sleeps (QEMU `migration/cpu-throttle.c`). */
const TIMESLICE_SECONDS = 0.01;

/**
 * A throttle in force: each virtual CPU runs for 10 ms, then sleeps for `sleepSeconds`, over and over since
 * `sinceSeconds`.
 *
 * It takes CPU time, not writes: while the CPU runs, the guest makes good what its pace allows.
 */
export interface Throttle {
  /** When it came into force. */
  readonly sinceSeconds: number;
  /** Length of each sleep. */
  readonly sleepSeconds: number;
  /** Guest time that passes in each slice. */
  readonly guestSecondsPerSlice: number;
}

/** A throttle that puts each virtual CPU to sleep for a `share` of the time, from `sinceSeconds` on. */
export function createThrottle(pace: Pace, share: number, sinceSeconds: number): Throttle {
  const sleepSeconds = TIMESLICE_SECONDS * share / (1 - share);
  const paced = TIMESLICE_SECONDS + Math.min(sleepSeconds, pace.catchUpSeconds);
  return {
    sinceSeconds,
    sleepSeconds,
    guestSecondsPerSlice: Math.min(paced, Math.max(TIMESLICE_SECONDS, TIMESLICE_SECONDS / pace.cpuShare)),
  };
}

/** Guest time that passes from the throttle's beginning to `seconds`. */
export function throttledGuestSeconds(throttle: Throttle, seconds: number): number {
  const cycle = TIMESLICE_SECONDS + throttle.sleepSeconds;
  const since = seconds - throttle.sinceSeconds;
  const slices = Math.floor(since / cycle);
  const inSlice = Math.min(1, (since - slices * cycle) / TIMESLICE_SECONDS);
  return (slices + inSlice) * throttle.guestSecondsPerSlice;
}

/**
 * How much longer a virtual CPU sleeps when asked at a random moment. The slices drift against the migration's clock, so
 * the moment is drawn anew each time.
 */
export function secondsAsleep({ sleepSeconds }: Throttle, random: Random): number {
  return Math.max(0, random.uniform() * (TIMESLICE_SECONDS + sleepSeconds) - TIMESLICE_SECONDS);
}
