import { countRange } from "../../bitmap/count-range.ts";
import { lowestBits } from "../../bitmap/lowest-bits.ts";
import { popCount } from "../../bitmap/pop-count.ts";

/** Steps by which a page may land early, so that one due at `first + k * step` is never late by a rounding error. */
const ROUNDING = 1e-6;

/** Takes what has landed: some pages of one word, or all `count` absent pages of the pages `from` to `to` - 1. */
export interface Landing {
  some(word: number, mask: number): void;
  all(from: number, to: number, count: number): void;
}

/**
 * Pages that have left the source and not arrived, in the order in which they will: a ring of stretches. A stretch is
 * either some pages of one 32-page word, or every absent page between two; its pages arrive lowest first, `step`
 * seconds apart, the first of them at `first`.
 *
 * Invariant: no page is in two stretches; the pages of a stretch between two are exactly those absent there.
 */
export class InFlight {
  readonly #absent: Uint32Array;
  #from: Float64Array = new Float64Array(64);
  #to: Float64Array = new Float64Array(64);
  #masks: Int32Array = new Int32Array(64);
  #counts: Float64Array = new Float64Array(64);
  #first: Float64Array = new Float64Array(64);
  #step: Float64Array = new Float64Array(64);
  #head = 0;
  #size = 0;

  /** Nothing under way yet; `absent` is the set of pages that have not arrived, which the landing keeps. */
  constructor(absent: Uint32Array) {
    this.#absent = absent;
  }

  /** Stretches under way. */
  get size(): number {
    return this.#size;
  }

  /** Puts the pages `mask` of `word` behind all others. */
  push(word: number, mask: number, first: number, step: number): void {
    this.#push(word * 32, word * 32 + 32, mask, popCount(mask), first, step);
  }

  /** Puts all `count` absent pages of the pages `from` to `to` - 1, none of them under way, behind all others. */
  pushStretch(from: number, to: number, count: number, first: number, step: number): void {
    this.#push(from, to, 0, count, first, step);
  }

  #push(from: number, to: number, mask: number, count: number, first: number, step: number): void {
    if (this.#size === this.#from.length) this.#grow();
    const i = (this.#head + this.#size++) & (this.#from.length - 1);
    this.#from[i] = from;
    this.#to[i] = to;
    this.#masks[i] = mask;
    this.#counts[i] = count;
    this.#first[i] = first;
    this.#step[i] = step;
  }

  /** Hands every page that has arrived by `seconds` to `landing`, in order. */
  landUntil(seconds: number, landing: Landing): void {
    while (this.#size > 0) {
      const i = this.#head;
      const first = this.#first[i];
      const step = this.#step[i];
      if (first > seconds + ROUNDING * step) return;
      const arrived = step > 0 ? 1 + Math.floor((seconds - first) / step + ROUNDING) : Infinity;
      if (arrived < this.#counts[i]) {
        this.#landSome(i, arrived, landing);
        this.#counts[i] -= arrived;
        this.#first[i] = first + arrived * step;
        return;
      }
      if (this.#masks[i] !== 0) landing.some(this.#from[i] / 32, this.#masks[i]);
      else landing.all(this.#from[i], this.#to[i], this.#counts[i]);
      this.#head = (i + 1) & (this.#from.length - 1);
      this.#size--;
    }
  }

  /** Lands the first `count` pages of stretch `i`, which has more. */
  #landSome(i: number, count: number, landing: Landing): void {
    const from = this.#from[i];
    let word = Math.floor(from / 32);
    if (this.#masks[i] !== 0) {
      const landed = lowestBits(this.#masks[i], count);
      this.#masks[i] &= ~landed;
      landing.some(word, landed);
      return;
    }
    let waiting = this.#absent[word] & (-1 << (from & 31));
    let left = count;
    for (let inWord = popCount(waiting); inWord < left; inWord = popCount(waiting)) {
      left -= inWord;
      waiting = this.#absent[++word];
    }
    const to = word * 32 + 32 - Math.clz32(lowestBits(waiting, left));
    landing.all(from, to, count);
    this.#from[i] = to;
  }

  /** When `page` will arrive; `undefined` if it is not under way. */
  arrivalOf(page: number): number | undefined {
    const word = Math.floor(page / 32);
    const bit = 1 << (page & 31);
    if ((this.#absent[word] & bit) === 0) return undefined;
    for (let k = 0; k < this.#size; k++) {
      const i = (this.#head + k) & (this.#from.length - 1);
      if (page < this.#from[i] || page >= this.#to[i]) continue;
      const mask = this.#masks[i];
      if (mask === 0) return this.#first[i] + countRange(this.#absent, this.#from[i], page) * this.#step[i];
      if ((mask & bit) !== 0) return this.#first[i] + popCount(mask & (bit - 1)) * this.#step[i];
    }
    return undefined;
  }

  #grow(): void {
    const length = this.#from.length;
    const order = Array.from({ length }, (_, k) => (this.#head + k) & (length - 1));
    const widen = <T extends Float64Array | Int32Array>(old: T, wide: T): T => {
      order.forEach((from, to) => wide[to] = old[from]);
      return wide;
    };
    this.#from = widen(this.#from, new Float64Array(2 * length));
    this.#to = widen(this.#to, new Float64Array(2 * length));
    this.#masks = widen(this.#masks, new Int32Array(2 * length));
    this.#counts = widen(this.#counts, new Float64Array(2 * length));
    this.#first = widen(this.#first, new Float64Array(2 * length));
    this.#step = widen(this.#step, new Float64Array(2 * length));
    this.#head = 0;
  }
}
