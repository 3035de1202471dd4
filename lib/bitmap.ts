/**
 * Sets of pages as bits of `Uint32Array` words: page `p` is bit `p % 32` of word `p / 32`.
 *
 * For speed, these functions do not check their arguments. Only `createBitmap` and `pagesWritten` do.
 *
 * @module
 */
export { difference, differenceInto, intersection, intersectionInto, union, unionInto } from "./bitmap/algebra.ts";
export { countPages, countRange } from "./bitmap/count.ts";
export { createBitmap, MAX_PAGES, wordsFor } from "./bitmap/create.ts";
export { nextSet, pagesOf } from "./bitmap/next-set.ts";
export { nthSet } from "./bitmap/nth-set.ts";
export { add, has, remove } from "./bitmap/page.ts";
export { clearRange, fill, fillRange } from "./bitmap/range.ts";
export { type GuestInterval, pagesWritten } from "./engine/pages-written.ts";
export type { ScenarioInput } from "./scenario/types.ts";
