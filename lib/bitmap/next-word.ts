/**
 * The first word from `word` on that has pages in it; `end` where there is none before `end`. Looks at eight at a time:
 * made for sets that are empty for long stretches.
 */
export function nextWord(bits: Uint32Array, word: number, end: number): number {
  while (word < end && bits[word] === 0) {
    word++;
    while (
      word + 8 <= end &&
      (bits[word] | bits[word + 1] | bits[word + 2] | bits[word + 3] |
          bits[word + 4] | bits[word + 5] | bits[word + 6] | bits[word + 7]) === 0
    ) word += 8;
  }
  return word;
}
