import { fillRange } from "../../bitmap/range.ts";

/** A writer that goes through its range page by page and starts over at the end. */
export interface SequentialWriter {
  /** First page of the range. */
  readonly from: number;
  /** Page after the last. */
  readonly to: number;
  /** Pages written per second. */
  readonly pagesPerSecond: number;
  /** Page of the range (0-based) written first, just after time 0. */
  readonly start: number;
}

/** How many pages the writer has written by guest time `seconds`. */
export function pagesWrittenBy(writer: SequentialWriter, seconds: number): number {
  return Math.floor(writer.pagesPerSecond * seconds);
}

/** Adds to `out` the pages of `fromPage` to `toPage` - 1 that the writer writes in (`t0`, `t1`]. */
export function addSequentialWrites(
  out: Uint32Array,
  fromPage: number,
  toPage: number,
  writer: SequentialWriter,
  t0: number,
  t1: number,
): void {
  const pages = writer.to - writer.from;
  const before = pagesWrittenBy(writer, t0);
  const written = pagesWrittenBy(writer, t1) - before;
  if (written <= 0) return;
  if (written >= pages) {
    fillRange(out, Math.max(fromPage, writer.from), Math.min(toPage, writer.to));
    return;
  }
  const first = writer.from + (writer.start + before) % pages;
  const last = first + written;
  fillRange(out, Math.max(fromPage, first), Math.min(toPage, last, writer.to));
  // Pages past the end of the range wrap to its start.
  fillRange(out, Math.max(fromPage, writer.from), Math.min(toPage, last - pages));
}
