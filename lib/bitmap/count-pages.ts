import { currentArena } from "./wasm/arena.ts";
import { popCount } from "./pop-count.ts";

/** Fewer groups of four words are not worth the call into WebAssembly. */
const KERNEL_GROUPS = 8;

/**
 * Counts the pages in the words `fromWord` (inclusive) to `toWord` (exclusive); by default in the whole set.
 *
 * @example
 * ```ts
 * import { add, countPages, createBitmap } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(64);
 * add(bits, 5);
 * add(bits, 40);
 * assertStrictEquals(countPages(bits), 2);
 * assertStrictEquals(countPages(bits, 1, 2), 1);
 * ```
 */
export function countPages(bits: Uint32Array, fromWord = 0, toWord: number = bits.length): number {
  let count = 0;
  const arena = currentArena();
  if (arena !== null && arena.owns(bits)) {
    const groups = Math.floor((toWord - fromWord) / 4);
    if (groups >= KERNEL_GROUPS) {
      count = arena.count(bits, fromWord, groups);
      fromWord += 4 * groups;
    }
  }
  for (let word = fromWord; word < toWord; word++) {
    const value = bits[word];
    if (value !== 0) count += popCount(value);
  }
  return count;
}
