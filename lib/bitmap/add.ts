/**
 * Adds `page` to `bits`, in place; a page beyond the bitmap is ignored.
 *
 * @example
 * ```ts
 * import { add, createBitmap, has } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(64);
 * add(bits, 40);
 * assertStrictEquals(has(bits, 40), true);
 * ```
 */
export function add(bits: Uint32Array, page: number): void {
  bits[Math.floor(page / 32)] |= 1 << (page & 31);
}
