/** Adds `page` to `bits`, in place; a page beyond the bitmap is ignored. */
export function add(bits: Uint32Array, page: number): void {
  bits[Math.floor(page / 32)] |= 1 << (page & 31);
}
