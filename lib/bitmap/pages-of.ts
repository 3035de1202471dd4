import { nextSet } from "./next-set.ts";

/**
 * Iterates over the pages of a set in ascending order. For people and tests: hot loops walk the words.
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
