/** Tells whether `bits` holds `page`; false beyond the bitmap. */
export function has(bits: Uint32Array, page: number): boolean {
  return page >= 0 && (bits[Math.floor(page / 32)] & (1 << (page & 31))) !== 0;
}
