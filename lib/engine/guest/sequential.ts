import { nextSet } from "../../bitmap/next-set.ts";
import { fillRange } from "../../bitmap/range.ts";
import type { PageRange } from "../../scenario/range.ts";

/** A writer that goes through its pages one by one and starts over at the end. */
export interface SequentialWriter {
  /** Where its pages lie, in the order in which it writes them. */
  readonly extents: readonly PageRange[];
  /** How many of its pages come before each extent, and how many there are. */
  readonly before: Float64Array;
  /** Pages written per second. */
  readonly pagesPerSecond: number;
  /** Index of the page written first, just after time 0. */
  readonly start: number;
  /** Whether it only reads. */
  readonly reads: boolean;
}

/** A writer of the pages of `extents`, counted from 0 through all of them, that starts at page `start`. */
export function createWriter(extents: readonly PageRange[], pagesPerSecond: number, start: number): SequentialWriter {
  const before = new Float64Array(extents.length + 1);
  extents.forEach(({ from, to }, i) => before[i + 1] = before[i] + to - from);
  return { extents, before, pagesPerSecond, start, reads: false };
}

/** How many pages the writer has. */
export function pagesOfWriter({ extents, before }: SequentialWriter): number {
  return before[extents.length];
}

/** The writer's page at `index`. */
export function pageOfWriter(writer: SequentialWriter, index: number): number {
  const extent = extentAt(writer, index);
  return writer.extents[extent].from + index - writer.before[extent];
}

/** The extent that holds the page at `index`. */
function extentAt({ before }: SequentialWriter, index: number): number {
  let low = 0;
  let high = before.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (before[middle] <= index) low = middle;
    else high = middle;
  }
  return low;
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
  const { extents, before } = writer;
  const pages = pagesOfWriter(writer);
  const done = pagesWrittenBy(writer, t0);
  const counted = pagesWrittenBy(writer, t1) - done;
  // Beyond 2^53 pages the count has lost its last digits, and may seem to stand still.
  const written = done > Number.MAX_SAFE_INTEGER ? Math.floor(writer.pagesPerSecond * (t1 - t0)) : counted;
  if (written <= 0) return;
  if (written >= pages) {
    for (const { from, to } of extents) fillRange(out, Math.max(fromPage, from), Math.min(toPage, to));
    return;
  }
  let index = (writer.start + done) % pages;
  let extent = extentAt(writer, index);
  for (let left = written; left > 0;) {
    const first = extents[extent].from + index - before[extent];
    const count = Math.min(left, before[extent + 1] - index);
    fillRange(out, Math.max(fromPage, first), Math.min(toPage, first + count));
    left -= count;
    index += count;
    if (++extent === extents.length) extent = index = 0;
  }
}

/** How many pages the writer writes from its page `index` on before it reaches one of `set`; -1 if it has none of them. */
export function pagesToNext(writer: SequentialWriter, set: Uint32Array, index: number): number {
  const { extents, before } = writer;
  const first = extents.length === 1 ? 0 : extentAt(writer, index);
  const offset = index - before[first];
  for (let k = 0; k <= extents.length; k++) {
    const extent = (first + k) % extents.length;
    const { from, to } = extents[extent];
    // The search begins at the index, within its extent, and ends with the part of that extent before the index.
    const page = nextSet(set, k === 0 ? from + offset : from, k === extents.length ? from + offset : to);
    if (page < 0) continue;
    const ahead = before[extent] + page - from - index;
    return ahead < 0 || k === extents.length ? ahead + before[extents.length] : ahead;
  }
  return -1;
}
