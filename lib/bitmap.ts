/** Sets of pages as bits of `Uint32Array` words. */
export { add } from "./bitmap/add.ts";
export { clearRange } from "./bitmap/clear-range.ts";
export { countPages } from "./bitmap/count-pages.ts";
export { countRange } from "./bitmap/count-range.ts";
export { createBitmap, MAX_PAGES, wordsFor } from "./bitmap/create.ts";
export { difference, differenceInto } from "./bitmap/difference.ts";
export { fill } from "./bitmap/fill.ts";
export { fillRange } from "./bitmap/fill-range.ts";
export { has } from "./bitmap/has.ts";
export { intersection, intersectionInto } from "./bitmap/intersection.ts";
export { nextSet } from "./bitmap/next-set.ts";
export { nthSet } from "./bitmap/nth-set.ts";
export { pagesOf } from "./bitmap/pages-of.ts";
export { remove } from "./bitmap/remove.ts";
export { union, unionInto } from "./bitmap/union.ts";
