import { decodeBase64 } from "@std/encoding";
import { createBitmap } from "../../bitmap/create.ts";
import { nextSet } from "../../bitmap/next-set.ts";
import type { PageRange } from "../../scenario/range.ts";
import type { TraceWorkload } from "../../scenario/types.ts";

/**
 * A recorded trace. Each page of a frame is written once in the frame's interval, at a time that its number and the frame's
 * determine, so any interval can be asked for without a state.
 */
export interface TraceWriter {
  /** The end of each frame in seconds; the first begins at 0. */
  readonly ends: Float64Array;
  /** The pages of each frame, over guest memory. */
  readonly frames: readonly Uint32Array[];
  readonly repeats: boolean;
  /** The pages of each frame in the order in which they are written; filled in when the first touch is searched. */
  readonly order: (Float64Array | undefined)[];
}

/** Creates the writer of a trace over the pages of `extents`, in a guest of `pages` pages. */
export function createTrace(workload: TraceWorkload, extents: readonly PageRange[], pages: number): TraceWriter {
  const { frames, repeat = true } = workload;
  return {
    ends: Float64Array.from(frames, ({ seconds }) => seconds),
    frames: frames.map(({ dirty }) => frameOver(decodeBase64(dirty), extents, pages)),
    repeats: repeat,
    order: frames.map(() => undefined),
  };
}

function frameOver(bytes: Uint8Array, extents: readonly PageRange[], pages: number): Uint32Array {
  const bits = createBitmap(pages);
  let index = 0;
  for (const { from, to } of extents) {
    for (let page = from; page < to && index < bytes.length * 8; page++, index++) {
      if (bytes[index >> 3] & (1 << (index & 7))) bits[Math.floor(page / 32)] |= 1 << (page & 31);
    }
  }
  return bits;
}

/** Adds to `out` the pages of the words `fromWord` to `toWord` - 1 that the trace writes in (`t0`, `t1`]. */
export function addTraceWrites(
  out: Uint32Array,
  fromWord: number,
  toWord: number,
  trace: TraceWriter,
  t0: number,
  t1: number,
): void {
  const { ends, frames } = trace;
  for (const { frame, startSeconds, cycle } of framesFrom(trace, t0)) {
    if (startSeconds >= t1) return;
    const bits = frames[frame];
    const from = frame === 0 ? 0 : ends[frame - 1];
    const length = ends[frame] - from;
    if (startSeconds >= t0 && startSeconds + length <= t1) {
      for (let word = fromWord; word < toWord; word++) out[word] |= bits[word];
      // More than one whole cycle has every page.
      if (cycle > cycleOf(trace, t0) + 1) return;
      continue;
    }
    for (let word = fromWord; word < toWord; word++) {
      for (let rest = bits[word] & ~out[word]; rest !== 0; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest);
        const at = startSeconds + length * shareOf(word * 32 + bit, frame);
        if (at > t0 && at <= t1) out[word] |= 1 << bit;
      }
    }
  }
}

/** The next page of `set` that the trace writes after `seconds`, and when; `undefined` if there is none. */
export function nextTraced(
  trace: TraceWriter,
  set: Uint32Array,
  seconds: number,
): { page: number; seconds: number } | undefined {
  const last = cycleOf(trace, seconds) + 1;
  for (const { frame, startSeconds, cycle } of framesFrom(trace, seconds)) {
    // After a whole cycle all pages have been seen.
    if (cycle > last) return undefined;
    const length = trace.ends[frame] - (frame === 0 ? 0 : trace.ends[frame - 1]);
    for (const page of orderOf(trace, frame)) {
      const at = startSeconds + length * shareOf(page, frame);
      if (at >= seconds && (set[Math.floor(page / 32)] & (1 << (page & 31))) !== 0) return { page, seconds: at };
    }
  }
  return undefined;
}

/** The frames from the one that holds `seconds` on, without an end if the trace repeats. */
function* framesFrom(trace: TraceWriter, seconds: number) {
  const { ends, repeats } = trace;
  const length = ends[ends.length - 1];
  for (let cycle = cycleOf(trace, seconds); ends.length > 0 && (repeats || cycle === 0); cycle++) {
    for (let frame = 0; frame < ends.length; frame++) {
      if (cycle * length + ends[frame] < seconds) continue;
      yield { frame, cycle, startSeconds: cycle * length + (frame === 0 ? 0 : ends[frame - 1]) };
    }
  }
}

function cycleOf({ ends }: TraceWriter, seconds: number): number {
  return Math.floor(seconds / ends[ends.length - 1]);
}

function orderOf(trace: TraceWriter, frame: number): Float64Array {
  let order = trace.order[frame];
  if (order === undefined) {
    const pages: number[] = [];
    const bits = trace.frames[frame];
    for (let page = nextSet(bits, 0); page >= 0; page = nextSet(bits, page + 1)) pages.push(page);
    order = trace.order[frame] = Float64Array.from(pages.sort((a, b) => shareOf(a, frame) - shareOf(b, frame)));
  }
  return order;
}

/** When in its frame a page is written: a share above 0, at most 1, from a hash of both numbers. */
function shareOf(page: number, frame: number): number {
  let hash = Math.imul(page ^ Math.imul(frame + 1, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 + 2 ** -32;
}
