/** The number of set bits of one 32-bit word (the SWAR sum of Hacker's Delight, section 5-1). */
export function popCount(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The mask of all bits below the lowest set bit of `bits`; all 32 bits if none is set. */
export function belowLowest(bits: number): number {
  return (bits & -bits) - 1;
}

/** The position, 0 to 31, of the lowest set bit of `bits`, which is not 0. */
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** Keeps only the `count` lowest set bits of `word`; all of them if it has no more. */
export function lowestBits(word: number, count: number): number {
  if (count >= 32) return word;
  if (word === -1 || word === 0xffffffff) return ~(-1 << count);
  if (popCount(word) <= count) return word;
  // Binary search for the set bit that has `count` set bits below it.
  let position = 0;
  for (let half = 16; half > 0; half >>= 1) {
    const below = popCount((word >>> position) & ~(-1 << half));
    const beyond = below <= count ? 1 : 0;
    count -= beyond * below;
    position += beyond * half;
  }
  return word & ~(-1 << position);
}
