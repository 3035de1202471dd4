import type { Random } from "../lib/random/random.ts";

/** The loop of simulators without bitmaps: one random number and one comparison per page. */
export function addPageByPage(out: Uint32Array, pages: number, p: number, random: Random): void {
  const limit = p * 2 ** 32;
  for (let page = 0; page < pages; page++) {
    if (random.uint32() < limit) out[page >>> 5] |= 1 << (page & 31);
  }
}
