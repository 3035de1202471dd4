import { fillRange } from "./fill-range.ts";

/**
 * Makes `bits` hold exactly the pages 0 to `pages` - 1: bits of the last word beyond `pages` stay clear.
 *
 * @example
 * ```ts
 * import { countPages, createBitmap, fill } from "@pageferry/pageferry/bitmap";
 * import assert from "node:assert/strict";
 *
 * const bits = createBitmap(33);
 * fill(bits, 33);
 * assert.deepEqual([...bits], [0xffffffff, 1]);
 * assert.equal(countPages(bits), 33);
 * ```
 */
export function fill(bits: Uint32Array, pages: number): void {
  bits.fill(0);
  fillRange(bits, 0, pages);
}
