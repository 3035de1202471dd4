/**
 * The first page at or after `from` that `bits` holds, or -1 if there is none.
 *
 * @example
 * ```ts
 * import { add, createBitmap, nextSet } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(1000);
 * add(bits, 700);
 * assertStrictEquals(nextSet(bits, 3), 700);
 * assertStrictEquals(nextSet(bits, 701), -1);
 * ```
 */
export function nextSet(bits: Uint32Array, from: number): number {
  from = Math.max(0, from);
  let word = Math.floor(from / 32);
  if (word >= bits.length) return -1;
  let value = bits[word] & (-1 << (from & 31));
  while (value === 0) {
    if (++word >= bits.length) return -1;
    value = bits[word];
  }
  return word * 32 + (31 - Math.clz32(value & -value));
}
