import type { Random } from "../../random/random.ts";
import type { Pace } from "./pace.ts";

/** A throttled virtual CPU runs for this long, then sleeps (QEMU `migration/cpu-throttle.c`). */
const TIMESLICE_SECONDS = 0.01;

/**
 * An active throttle: since `sinceSeconds`, each virtual CPU repeatedly runs for 10 ms and then sleeps for `sleepSeconds`.
 *
 * It limits CPU time, not writes: while the CPU runs, the guest catches up as far as its pace allows.
 */
export interface Throttle {
  /** When the throttle was set. */
  readonly sinceSeconds: number;
  /** Length of each sleep. */
  readonly sleepSeconds: number;
  /** Guest time that passes in each 10 ms slice. */
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

/** Guest time that passes from when the throttle was set until `seconds`. */
export function throttledGuestSeconds(throttle: Throttle, seconds: number): number {
  const cycle = TIMESLICE_SECONDS + throttle.sleepSeconds;
  const since = seconds - throttle.sinceSeconds;
  const slices = Math.floor(since / cycle);
  const inSlice = Math.min(1, (since - slices * cycle) / TIMESLICE_SECONDS);
  return (slices + inSlice) * throttle.guestSecondsPerSlice;
}

/**
 * How long a virtual CPU still sleeps at a random moment. The slices are not aligned with the migration's clock, so
 * each call draws a new moment.
 */
export function secondsAsleep({ sleepSeconds }: Throttle, random: Random): number {
  return Math.max(0, random.uniform() * (TIMESLICE_SECONDS + sleepSeconds) - TIMESLICE_SECONDS);
}
