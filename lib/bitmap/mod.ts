/** Sets of pages as bits of `Uint32Array` words. */
export { add } from "./add.ts";
export { clearRange } from "./clear-range.ts";
export { countPages } from "./count-pages.ts";
export { countRange } from "./count-range.ts";
export { createBitmap, MAX_PAGES, wordsFor } from "./create.ts";
export { difference, differenceInto } from "./difference.ts";
export { fill } from "./fill.ts";
export { fillRange } from "./fill-range.ts";
export { has } from "./has.ts";
export { intersection, intersectionInto } from "./intersection.ts";
export { nextSet } from "./next-set.ts";
export { nthSet } from "./nth-set.ts";
export { pagesOf } from "./pages-of.ts";
export { remove } from "./remove.ts";
export { union, unionInto } from "./union.ts";
