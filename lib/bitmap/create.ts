/** The most pages a bitmap may hold: 2^32, that is 16 TiB of 4 KiB pages. */
export const MAX_PAGES: number = 2 ** 32;

/** The number of 32-page words that `pages` pages need. */
export function wordsFor(pages: number): number {
  return Math.ceil(pages / 32);
}

/**
 * Creates an empty set of pages: page `p` is bit `p % 32` of word `p / 32`.
 *
 * @param pages how many pages the set ranges over, 1 to 2^32
 * @throws {RangeError} if `pages` is not a whole number in that range
 *
 * @example
 * ```ts
 * import { createBitmap } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * assertStrictEquals(createBitmap(33).length, 2);
 * ```
 */
export function createBitmap(pages: number): Uint32Array<ArrayBuffer> {
  if (!Number.isInteger(pages) || pages < 1 || pages > MAX_PAGES) {
    throw new RangeError(
      `Cannot create bitmap: pages must be a whole number from 1 to ${MAX_PAGES}, got ${pages}`,
    );
  }
  return new Uint32Array(wordsFor(pages));
}
