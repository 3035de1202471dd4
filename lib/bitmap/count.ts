import { CHUNK_WORDS, copyWords, KERNELS, type Kernels } from "./wasm/kernels.ts";
import { popCount } from "./word.ts";

/** Below this many words, copying them to the WebAssembly kernel costs more than it saves. */
const KERNEL_WORDS = 256;

/**
 * Counts the pages in the words `fromWord` (inclusive) to `toWord` (exclusive); by default in the whole set.
 *
 * @example
 * ```ts
 * import { add, countPages, createBitmap } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(64);
 * add(bits, 5);
 * add(bits, 40);
 * assertStrictEquals(countPages(bits), 2);
 * assertStrictEquals(countPages(bits, 1, 2), 1);
 * ```
 */
export function countPages(bits: Uint32Array, fromWord = 0, toWord: number = bits.length): number {
  return KERNELS !== null && toWord - fromWord >= KERNEL_WORDS
    ? countByKernel(KERNELS, bits, fromWord, toWord)
    : countWordByWord(bits, fromWord, toWord);
}

function countByKernel({ words, count }: Kernels, bits: Uint32Array, fromWord: number, toWord: number): number {
  let pages = 0;
  let word = fromWord;
  for (; word + 4 <= toWord; word += CHUNK_WORDS) {
    const groups = Math.min(CHUNK_WORDS, toWord - word) >> 2;
    copyWords(words, 0, bits, word, 4 * groups);
    pages += count(words.byteOffset, groups);
  }
  const rest = fromWord + 4 * Math.floor((toWord - fromWord) / 4);
  return pages + countWordByWord(bits, rest, toWord);
}

function countWordByWord(bits: Uint32Array, fromWord: number, toWord: number): number {
  let pages = 0;
  for (let word = fromWord; word < toWord; word++) {
    const value = bits[word];
    if (value !== 0) pages += popCount(value);
  }
  return pages;
}

/**
 * Counts the pages `start` (inclusive) to `end` (exclusive) of `bits`. The range is clamped to the bitmap's words.
 *
 * @example
 * ```ts
 * import { countRange, createBitmap, fillRange } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(64);
 * fillRange(bits, 10, 50);
 * assertStrictEquals(countRange(bits, 40, 64), 10);
 * ```
 */
export function countRange(bits: Uint32Array, start: number, end: number): number {
  start = Math.max(0, start);
  end = Math.min(end, bits.length * 32);
  if (!(start < end)) return 0;
  const first = Math.floor(start / 32);
  const last = Math.floor((end - 1) / 32);
  const head = -1 << (start & 31);
  const tail = -1 >>> (31 - ((end - 1) & 31));
  if (first === last) return popCount(bits[first] & head & tail);
  return popCount(bits[first] & head) + countPages(bits, first + 1, last) + popCount(bits[last] & tail);
}
