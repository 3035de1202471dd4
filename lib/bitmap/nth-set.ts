import { CHUNK_WORDS, copyWords, KERNELS, type Kernels } from "./wasm/kernels.ts";
import { lowestBit, lowestBits, popCount } from "./word.ts";

/** Below this rank, copying words to the WebAssembly kernel costs more than it saves. */
const KERNEL_RANK = 1024;
/** The first chunk of words is this long and each next one is longer, because the page may be near. */
const FIRST_WORDS = 256;

/**
 * The page of `bits` at or after `from` that has exactly `rank` others between `from` and itself, or -1 if there are
 * too few.
 *
 * @example
 * ```ts
 * import { add, createBitmap, nthSet } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bits = createBitmap(100);
 * for (const page of [3, 40, 90]) add(bits, page);
 * assertStrictEquals(nthSet(bits, 4, 1), 90);
 * ```
 */
export function nthSet(bits: Uint32Array, from: number, rank: number): number {
  let word = Math.floor(from / 32);
  let value = bits[word] & (-1 << (from & 31));
  for (let count = popCount(value); count <= rank; count = popCount(value)) {
    rank -= count;
    word++;
    if (KERNELS !== null && rank >= KERNEL_RANK) ({ word, rank } = skipByKernel(KERNELS, bits, word, rank));
    if (word >= bits.length) return -1;
    value = bits[word];
  }
  return word * 32 + lowestBit(value & ~lowestBits(value, rank));
}

/** Passes over groups of four words from `word` on as long as they hold at most `rank` pages. Returns what is left. */
function skipByKernel(
  { words, lanes, skip }: Kernels,
  bits: Uint32Array,
  word: number,
  rank: number,
): { word: number; rank: number } {
  for (let length = FIRST_WORDS;; length = Math.min(2 * length, CHUNK_WORDS)) {
    const groups = Math.min(length, bits.length - word) >> 2;
    copyWords(words, 0, bits, word, 4 * groups);
    rank -= skip(words.byteOffset, groups, Math.min(rank, 32 * CHUNK_WORDS), lanes.byteOffset);
    const passed = lanes[0];
    word += 4 * passed;
    if (passed < groups || groups === 0) return { word, rank };
  }
}
