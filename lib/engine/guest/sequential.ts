import { fillRange } from "../../bitmap/fill-range.ts";

/** A cursor that goes through its range page by page and starts over at the end. */
export interface Sweep {
  /** First page of the range. */
  readonly from: number;
  /** Page after the last. */
  readonly to: number;
  /** Pages written per second. */
  readonly pagesPerSecond: number;
  /** Page of the range (0-based) written first, just after time 0. */
  readonly start: number;
}

/** How many pages the sweep has written by guest time `seconds`. */
export function pagesSwept(sweep: Sweep, seconds: number): number {
  return Math.floor(sweep.pagesPerSecond * seconds);
}

/** Adds to `out` the pages of `fromPage` to `toPage` - 1 that the sweep writes in (`t0`, `t1`]. */
export function addSwept(
  out: Uint32Array,
  fromPage: number,
  toPage: number,
  sweep: Sweep,
  t0: number,
  t1: number,
): void {
  const pages = sweep.to - sweep.from;
  const before = pagesSwept(sweep, t0);
  const written = pagesSwept(sweep, t1) - before;
  if (written <= 0) return;
  if (written >= pages) {
    fillRange(out, Math.max(fromPage, sweep.from), Math.min(toPage, sweep.to));
    return;
  }
  const first = sweep.from + (sweep.start + before) % pages;
  const last = first + written;
  fillRange(out, Math.max(fromPage, first), Math.min(toPage, last, sweep.to));
  // What went past the end of the range came in again at its start.
  fillRange(out, Math.max(fromPage, sweep.from), Math.min(toPage, last - pages));
}
