import { lowestBit } from "./word.ts";

/**
 * The first page from `from` to `to` - 1 that `bits` holds, or -1 if there is none. Default of `to`: the end of the bitmap.
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
export function nextSet(bits: Uint32Array, from: number, to: number = bits.length * 32): number {
  from = Math.max(0, from);
  let word = Math.floor(from / 32);
  const end = Math.min(bits.length, Math.ceil(to / 32));
  if (word >= end) return -1;
  let value = bits[word] & (-1 << (from & 31));
  while (value === 0) {
    if (++word >= end) return -1;
    value = bits[word];
  }
  const page = word * 32 + lowestBit(value);
  return page < to ? page : -1;
}

/**
 * The first word from `word` on that has pages; `end` if there is none before `end`. Tests eight words at a time, which
 * suits sets that are empty over long ranges.
 */
export function nextWord(bits: Uint32Array, word: number, end: number): number {
  while (word < end && bits[word] === 0) {
    word++;
    while (
      word + 8 <= end &&
      (bits[word] | bits[word + 1] | bits[word + 2] | bits[word + 3] |
          bits[word + 4] | bits[word + 5] | bits[word + 6] | bits[word + 7]) === 0
    ) word += 8;
  }
  return word;
}

/**
 * Iterates over the pages of a set in ascending order. Hot loops walk the words instead.
 *
 * @example
 * ```ts
 * import { add, createBitmap, pagesOf } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * const bits = createBitmap(64);
 * add(bits, 40);
 * add(bits, 5);
 * assertEquals([...pagesOf(bits)], [5, 40]);
 * ```
 */
export function* pagesOf(bits: Uint32Array): Generator<number> {
  for (let page = nextSet(bits, 0); page >= 0; page = nextSet(bits, page + 1)) yield page;
}
