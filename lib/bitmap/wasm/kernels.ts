import { KERNELS_WASM } from "./kernels-wasm.ts";

/** Number of words that fit in the kernels' memory. They and the same words of the bitmap stay in the L1 cache. */
export const CHUNK_WORDS = 2048;

/** Bytes at the start of the memory for the state of the random lanes. */
const LANES_BYTES = 64;

/**
 * The functions of `kernels.wat`, and the memory they work on. Callers copy words in, call, and copy the results out.
 * Nothing in the memory lasts from one call to the next.
 *
 * The copies cost 4 % of a dense draw with many binary digits, and a third of one with a single digit (p = 0.5). In
 * return, all bitmaps are plain arrays.
 */
export interface Kernels {
  /** {@linkcode CHUNK_WORDS} words of a bitmap. */
  readonly words: Uint32Array;
  /** The state of the random lanes. */
  readonly lanes: Int32Array;
  /** Adds each page of `groups` groups of four words at `out`, with the binary digits of its probability. */
  addBernoulli(out: number, groups: number, high: number, low: number, lanes: number): void;
  /** Counts the set bits of `groups` groups of four words at the address `at`. */
  count(at: number, groups: number): number;
  /**
   * Passes over at most `groups` groups from `at` on as long as they hold at most `limit` set bits. Returns the set bits
   * passed, and stores the number of groups passed at `result`.
   */
  skip(at: number, groups: number, limit: number, result: number): number;
}

/** Below this many words a loop copies faster than a call of `set`. */
const FEW_WORDS = 48;

/** Copies `count` words of `source` from `sourceWord` on to `target` from `targetWord` on. */
export function copyWords(
  target: Uint32Array,
  targetWord: number,
  source: Uint32Array,
  sourceWord: number,
  count: number,
): void {
  if (count < FEW_WORDS) { for (let i = 0; i < count; i++) target[targetWord + i] = source[sourceWord + i]; }
  else target.set(count === source.length ? source : source.subarray(sourceWord, sourceWord + count), targetWord);
}

/** The kernels; `null` where the runtime has no WebAssembly with SIMD. */
export const KERNELS: Kernels | null = instantiate();

function instantiate(): Kernels | null {
  try {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const module = new WebAssembly.Module(Uint8Array.from(atob(KERNELS_WASM), (char) => char.charCodeAt(0)));
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    const { addBernoulli, count, skip } = exports as unknown as Pick<Kernels, "addBernoulli" | "count" | "skip">;
    const words = new Uint32Array(memory.buffer, LANES_BYTES, CHUNK_WORDS);
    const lanes = new Int32Array(memory.buffer, 0, LANES_BYTES / 4);
    return { words, lanes, addBernoulli, count, skip };
  } catch {
    return null;
  }
}
