import { lowestBits } from "./lowest-bits.ts";
import { popCount } from "./pop-count.ts";

/**
 * The page of `bits` at or after `from` that has exactly `rank` other such pages before it, or -1 if there are too few.
 *
 * @example
 * ```ts
 * import { add, createBitmap, nthSet } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(100);
 * for (const page of [3, 40, 90]) add(bits, page);
 * assertStrictEquals(nthSet(bits, 4, 1), 90);
 * ```
 */
export function nthSet(bits: Uint32Array, from: number, rank: number): number {
  let word = Math.floor(from / 32);
  let value = bits[word] & (-1 << (from & 31));
  for (let count = popCount(value); count <= rank; count = popCount(value)) {
    rank -= count;
    if (++word >= bits.length) return -1;
    value = bits[word];
  }
  const rest = value & ~lowestBits(value, rank);
  return word * 32 + (31 - Math.clz32(rest & -rest));
}
