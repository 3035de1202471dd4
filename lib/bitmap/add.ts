/**
 * Adds `page` to `bits`, in place; a page beyond the bitmap is ignored.
 *
 * @example
 * ```ts
 * import { add, createBitmap, has } from "@pageferry/pageferry/bitmap";
 * import assert from "node:assert/strict";
 *
 * const bits = createBitmap(64);
 * add(bits, 40);
 * assert.equal(has(bits, 40), true);
 * ```
 */
export function add(bits: Uint32Array, page: number): void {
  bits[Math.floor(page / 32)] |= 1 << (page & 31);
}
