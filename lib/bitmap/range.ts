/**
 * Sets `bits` to exactly the pages 0 to `pages` - 1. Bits of the last word beyond `pages` stay clear.
 *
 * @example
 * ```ts
 * import { countPages, createBitmap, fill } from "@pageferry/pageferry/bitmap";
 * import { assertEquals, assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(33);
 * fill(bits, 33);
 * assertEquals([...bits], [0xffffffff, 1]);
 * assertStrictEquals(countPages(bits), 33);
 * ```
 */
export function fill(bits: Uint32Array, pages: number): void {
  bits.fill(0);
  fillRange(bits, 0, pages);
}

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
  setRange(bits, start, end, -1);
}

/**
 * Removes the pages `start` (inclusive) to `end` (exclusive) from `bits`, in place.
 *
 * The range is clamped to the bitmap's words; an empty range removes nothing.
 *
 * @example
 * ```ts
 * import { clearRange, countPages, createBitmap, fill } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(100);
 * fill(bits, 100);
 * clearRange(bits, 30, 70);
 * assertStrictEquals(countPages(bits), 60);
 * ```
 */
export function clearRange(bits: Uint32Array, start: number, end: number): void {
  setRange(bits, start, end, 0);
}

/** Sets the bits `start` to `end` - 1 to those of `value`. */
function setRange(bits: Uint32Array, start: number, end: number, value: 0 | -1): void {
  start = Math.max(0, start);
  end = Math.min(end, bits.length * 32);
  if (!(start < end)) return;
  const first = Math.floor(start / 32);
  const last = Math.floor((end - 1) / 32);
  const head = -1 << (start & 31);
  const tail = -1 >>> (31 - ((end - 1) & 31));
  if (first === last) {
    bits[first] = (bits[first] & ~(head & tail)) | (value & head & tail);
    return;
  }
  bits[first] = (bits[first] & ~head) | (value & head);
  if (first + 1 < last) bits.fill(value, first + 1, last);
  bits[last] = (bits[last] & ~tail) | (value & tail);
}
