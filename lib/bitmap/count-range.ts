import { countPages } from "./count-pages.ts";
import { popCount } from "./pop-count.ts";

/**
 * Counts the pages `start` (inclusive) to `end` (exclusive) of `bits`; the range is clamped to the bitmap's words.
 *
 * @example
 * ```ts
 * import { countRange, createBitmap, fillRange } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(64);
 * fillRange(bits, 10, 50);
 * assertStrictEquals(countRange(bits, 40, 64), 10);
 * ```
 */
export function countRange(bits: Uint32Array, start: number, end: number): number {
  start = Math.max(0, start);
  end = Math.min(end, bits.length * 32);
  if (!(start < end)) return 0;
  const first = Math.floor(start / 32);
  const last = Math.floor((end - 1) / 32);
  const head = -1 << (start & 31);
  const tail = -1 >>> (31 - ((end - 1) & 31));
  if (first === last) return popCount(bits[first] & head & tail);
  return popCount(bits[first] & head) + countPages(bits, first + 1, last) + popCount(bits[last] & tail);
}
