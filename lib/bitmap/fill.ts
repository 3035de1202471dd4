import { fillRange } from "./fill-range.ts";

/**
 * Makes `bits` hold exactly the pages 0 to `pages` - 1: bits of the last word beyond `pages` stay clear.
 *
 * @example
 * ```ts
 * import { countPages, createBitmap, fill } from "@pageferry/pageferry/bitmap";
 * import { assertEquals, assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(33);
 * fill(bits, 33);
 * assertEquals([...bits], [0xffffffff, 1]);
 * assertStrictEquals(countPages(bits), 33);
 * ```
 */
export function fill(bits: Uint32Array, pages: number): void {
  bits.fill(0);
  fillRange(bits, 0, pages);
}
