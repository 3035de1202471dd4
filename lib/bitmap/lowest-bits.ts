/** The word that keeps only the `count` lowest set bits of `word`; all of them if it has no more. */
export function lowestBits(word: number, count: number): number {
  if (count >= 32) return word;
  let kept = 0;
  for (; count > 0 && word !== 0; count--) {
    kept |= word & -word;
    word &= word - 1;
  }
  return kept;
}
