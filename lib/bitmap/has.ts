/**
 * Tells whether `bits` holds `page`; false beyond the bitmap.
 *
 * @example
 * ```ts
 * import { add, createBitmap, has } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(64);
 * add(bits, 40);
 * assertStrictEquals(has(bits, 40), true);
 * assertStrictEquals(has(bits, 41), false);
 * ```
 */
export function has(bits: Uint32Array, page: number): boolean {
  return page >= 0 && (bits[Math.floor(page / 32)] & (1 << (page & 31))) !== 0;
}
