import { KERNELS_WASM } from "./kernels-wasm.ts";

/** What `kernels.wat` exports. Addresses are bytes in the arena's memory. */
interface Exports {
  addBernoulli(out: number, groups: number, high: number, low: number, lanes: number): void;
  count(at: number, groups: number): number;
  take(at: number, groups: number, limit: number, result: number): number;
}

/** Bytes at the start of the memory in which a kernel finds the state of the random lanes. */
const LANES_BYTES = 64;
/** Bytes before the bitmaps: the lanes, and a number that a kernel returns beside its result. */
const RESERVED_BYTES = LANES_BYTES + 16;
/** Groups of four words of which the pages are sure to fit 32 bits. */
const MOST_GROUPS = 2 ** 24;
const PAGE_BYTES = 65_536;
/** An arena larger than this is let go after use: a process that once simulated a very large guest need not keep it. */
const KEPT_BYTES = 512 * 2 ** 20;

/**
 * Memory for bitmaps that the WebAssembly kernels can reach.
 *
 * Invariant: bitmaps handed out since the last release do not overlap, and memory below `#used` is in use.
 */
export class Arena {
  readonly #memory: WebAssembly.Memory;
  readonly #exports: Exports;
  readonly #lanes: Int32Array;
  readonly #second: Int32Array;
  #used = RESERVED_BYTES;
  /** Memory from here on has never been written. */
  #fresh = RESERVED_BYTES;

  /** An arena of `bytes`; throws a `RangeError` where there is no such memory. */
  constructor(bytes: number) {
    const pages = Math.ceil((bytes + RESERVED_BYTES) / PAGE_BYTES);
    this.#memory = new WebAssembly.Memory({ initial: pages });
    const instance = new WebAssembly.Instance(compiled(), { env: { memory: this.#memory } });
    this.#exports = instance.exports as unknown as Exports;
    this.#lanes = new Int32Array(this.#memory.buffer, 0, LANES_BYTES / 4);
    this.#second = new Int32Array(this.#memory.buffer, LANES_BYTES, 1);
  }

  /** How large it is. */
  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Whether `bits` lies in this arena. */
  owns(bits: Uint32Array): boolean {
    return bits.buffer === this.#lanes.buffer;
  }

  /** An empty set of `pages` pages. */
  createBitmap(pages: number): Uint32Array {
    const words = Math.ceil(pages / 32);
    const bits = new Uint32Array(this.#memory.buffer, this.#used, words);
    this.#used += Math.ceil(words / 4) * 16;
    if (bits.byteOffset < this.#fresh) bits.fill(0);
    this.#fresh = Math.max(this.#fresh, this.#used);
    return bits;
  }

  /** Forgets all bitmaps. */
  release(): void {
    this.#used = RESERVED_BYTES;
  }

  /** `addByComparing` of lib/random for `groups` groups of four words of `out` from `word` on, with the digits of p. */
  addBernoulli(out: Uint32Array, word: number, groups: number, high: number, low: number, lanes: Int32Array): void {
    this.#lanes.set(lanes);
    this.#exports.addBernoulli(out.byteOffset + 4 * word, groups, high, low, 0);
    lanes.set(this.#lanes);
  }

  /** Counts the set bits of `groups` groups of four words of `bits` from `word` on. */
  count(bits: Uint32Array, word: number, groups: number): number {
    let pages = 0;
    for (let at = 0; at < groups; at += MOST_GROUPS) {
      pages += this.#exports.count(bits.byteOffset + 4 * word + 16 * at, Math.min(MOST_GROUPS, groups - at)) >>> 0;
    }
    return pages;
  }

  /**
   * Clears groups of four words of `bits` from `word` on, at most `groups`, until the next would bring the pages cleared
   * above `limit`. Returns how many pages that were; `taken.groups` is the number of groups gone through.
   */
  take(bits: Uint32Array, word: number, groups: number, limit: number, taken: { groups: number }): number {
    const most = Math.min(limit, 2 ** 32 - 1) | 0;
    const pages = this.#exports.take(bits.byteOffset + 4 * word, groups, most, LANES_BYTES) >>> 0;
    taken.groups = this.#second[0];
    return pages;
  }
}

let wasm: WebAssembly.Module | undefined;

function compiled(): WebAssembly.Module {
  wasm ??= new WebAssembly.Module(Uint8Array.from(atob(KERNELS_WASM), (char) => char.charCodeAt(0)));
  return wasm;
}

/** The arena of the simulation under way, for the samplers to ask whether a bitmap is theirs to speed up. */
let current: Arena | null = null;
let kept: Arena | null = null;

/** The arena that bitmaps may lie in now; `null` where plain memory is used. */
export function currentArena(): Arena | null {
  return current;
}

/** Makes an empty bitmap of so many pages. */
export type CreateBitmap = (pages: number) => Uint32Array;

/**
 * Runs `body` with a function that makes bitmaps: in an arena with room for `bitmaps` sets of `pages` pages where
 * WebAssembly with SIMD is to be had and no other body is under way, else by `plain`. The results are the same bit for
 * bit.
 */
export function withArena<T>(
  pages: number,
  bitmaps: number,
  plain: CreateBitmap,
  body: (create: CreateBitmap) => T,
): T {
  const arena = current === null ? acquire(bitmaps * (pages / 8 + 16)) : null;
  if (arena === null) return body(plain);
  current = arena;
  try {
    return body((wanted) => arena.createBitmap(wanted));
  } finally {
    current = null;
    arena.release();
    kept = arena.bytes <= KEPT_BYTES ? arena : null;
  }
}

function acquire(bytes: number): Arena | null {
  if (kept !== null && kept.bytes >= bytes + RESERVED_BYTES) return kept;
  try {
    return new Arena(Math.max(bytes, PAGE_BYTES));
  } catch {
    // No WebAssembly, no SIMD, or not so much memory in one piece: plain memory does as well, slower.
    return null;
  }
}
