import { popCount } from "./pop-count.ts";

/** The word that keeps only the `count` lowest set bits of `word`; all of them if it has no more. */
export function lowestBits(word: number, count: number): number {
  if (count >= 32) return word;
  if (word === -1 || word === 0xffffffff) return ~(-1 << count);
  if (popCount(word) <= count) return word;
  // The position of the set bit that has `count` others below it, by halves.
  let position = 0;
  for (let half = 16; half > 0; half >>= 1) {
    const below = popCount((word >>> position) & ~(-1 << half));
    const beyond = below <= count ? 1 : 0;
    count -= beyond * below;
    position += beyond * half;
  }
  return word & ~(-1 << position);
}
