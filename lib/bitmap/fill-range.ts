/**
 * Adds the pages `start` (inclusive) to `end` (exclusive) to `bits`, in place.
 *
 * The range is clamped to the bitmap's words; an empty range adds nothing.
 *
 * @example
 * ```ts
 * import { countPages, createBitmap, fillRange } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(100);
 * fillRange(bits, 30, 70);
 * assertStrictEquals(countPages(bits), 40);
 * ```
 */
export function fillRange(bits: Uint32Array, start: number, end: number): void {
  start = Math.max(0, start);
  end = Math.min(end, bits.length * 32);
  if (!(start < end)) return;
  const first = Math.floor(start / 32);
  const last = Math.floor((end - 1) / 32);
  const head = -1 << (start & 31);
  const tail = -1 >>> (31 - ((end - 1) & 31));
  if (first === last) {
    bits[first] |= head & tail;
    return;
  }
  bits[first] |= head;
  bits.fill(0xffffffff, first + 1, last);
  bits[last] |= tail;
}
