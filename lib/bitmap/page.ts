/**
 * Adds `page` to `bits`, in place. A page outside the bitmap is ignored.
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

/**
 * Returns whether `bits` contains `page`; false for a page outside the bitmap.
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

/**
 * Removes `page` from `bits`, in place. A page outside the bitmap is ignored.
 *
 * @example
 * ```ts
 * import { add, createBitmap, has, remove } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(64);
 * add(bits, 40);
 * remove(bits, 40);
 * assertStrictEquals(has(bits, 40), false);
 * ```
 */
export function remove(bits: Uint32Array, page: number): void {
  bits[Math.floor(page / 32)] &= ~(1 << (page & 31));
}
