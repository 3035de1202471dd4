import { countRange } from "../../bitmap/count.ts";
import { lowestBits, popCount } from "../../bitmap/word.ts";
import { later } from "../link/pipeline.ts";

/**
 * Fraction of a step by which a page may arrive early. Without it, rounding could delay a page due at `first + k *
 * step`.
 */
const ROUNDING = 1e-6;

/** Receives pages that have arrived. */
export interface Receiver {
  /** The pages `mask` of one word. */
  receiveWord(word: number, mask: number): void;
  /** All `count` absent pages of the pages `from` to `to` - 1. */
  receiveRange(from: number, to: number, count: number): void;
}

/**
 * Pages that have left the source and not yet arrived, in order of arrival: a ring of stretches. A stretch holds either
 * some pages of one 32-page word, with a mask, or all absent pages of a range, with mask 0. Its pages arrive lowest
 * first, `step` seconds apart, the first of them at `first`.
 *
 * Invariant: no page is in two stretches, and a range stretch holds exactly the absent pages of its range.
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

  /** Nothing in flight. `absent` is the set of pages that have not arrived; the receiver removes pages from it. */
  constructor(absent: Uint32Array) {
    this.#absent = absent;
  }

  /** Number of stretches in flight. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds the pages `mask` of `word` after all others; `first` and `last` are the arrival times of its first and last
   * page.
   */
  addWord(word: number, mask: number, first: number, last: number): void {
    this.#add(word * 32, word * 32 + 32, mask, popCount(mask), first, last);
  }

  /** The same for all `count` absent pages of the pages `from` to `to` - 1, none of them in flight. */
  addRange(from: number, to: number, count: number, first: number, last: number): void {
    this.#add(from, to, 0, count, first, last);
  }

  #add(from: number, to: number, mask: number, count: number, first: number, last: number): void {
    if (this.#size === this.#from.length) this.#grow();
    const i = (this.#head + this.#size++) & (this.#from.length - 1);
    this.#from[i] = from;
    this.#to[i] = to;
    this.#masks[i] = mask;
    this.#counts[i] = count;
    this.#first[i] = first;
    this.#step[i] = count > 1 ? (last - first) / (count - 1) : 0;
  }

  /** Delivers every page that arrives by `seconds` to `receiver`, in order. */
  deliverUntil(seconds: number, receiver: Receiver): void {
    while (this.#size > 0) {
      const i = this.#head;
      const first = this.#first[i];
      const step = this.#step[i];
      if (first > seconds + ROUNDING * step) return;
      const arrived = step > 0 ? 1 + Math.floor((seconds - first) / step + ROUNDING) : Infinity;
      if (arrived < this.#counts[i]) {
        this.#deliverSome(i, arrived, receiver);
        this.#counts[i] -= arrived;
        this.#first[i] = first + arrived * step;
        return;
      }
      if (this.#masks[i] !== 0) receiver.receiveWord(this.#from[i] / 32, this.#masks[i]);
      else receiver.receiveRange(this.#from[i], this.#to[i], this.#counts[i]);
      this.#head = (i + 1) & (this.#from.length - 1);
      this.#size--;
    }
  }

  /** Delivers the first `count` pages of stretch `i`, which has more. */
  #deliverSome(i: number, count: number, receiver: Receiver): void {
    const from = this.#from[i];
    if (this.#masks[i] !== 0) {
      const arrived = lowestBits(this.#masks[i], count);
      this.#masks[i] &= ~arrived;
      receiver.receiveWord(from / 32, arrived);
      return;
    }
    const to = this.#pageBehind(from, count);
    receiver.receiveRange(from, to, count);
    this.#from[i] = to;
  }

  /** Forgets all that is in flight. */
  clear(): void {
    this.#size = 0;
  }

  /** Stretches the times after `seconds` by `slowdown`: the wire has become slower, or faster. */
  stretchAfter(seconds: number, slowdown: number): void {
    for (let k = 0; k < this.#size; k++) {
      const i = (this.#head + k) & (this.#from.length - 1);
      const first = this.#first[i];
      const step = this.#step[i];
      const early = step > 0 && first <= seconds ? 1 + Math.floor((seconds - first) / step) : Infinity;
      if (first > seconds) {
        this.#first[i] = later(first, seconds, slowdown);
        this.#step[i] = step * slowdown;
      } else if (early < this.#counts[i]) this.#split(k, early);
    }
  }

  /** Divides the `k`-th stretch in two, the first of `count` pages. */
  #split(k: number, count: number): void {
    if (this.#size === this.#from.length) this.#grow();
    const at = (j: number) => (this.#head + j) & (this.#from.length - 1);
    for (const column of [this.#from, this.#to, this.#masks, this.#counts, this.#first, this.#step]) {
      for (let j = this.#size; j > k; j--) column[at(j)] = column[at(j - 1)];
    }
    this.#size++;
    const [early, late] = [at(k), at(k + 1)];
    this.#first[late] += count * this.#step[early];
    this.#counts[late] -= count;
    this.#counts[early] = count;
    if (this.#masks[early] !== 0) {
      this.#masks[early] = lowestBits(this.#masks[early], count);
      this.#masks[late] &= ~this.#masks[early];
    } else this.#to[early] = this.#from[late] = this.#pageBehind(this.#from[early], count);
  }

  /** The page behind the first `count` absent pages from `from` on. */
  #pageBehind(from: number, count: number): number {
    let word = Math.floor(from / 32);
    let waiting = this.#absent[word] & (-1 << (from & 31));
    let left = count;
    for (let inWord = popCount(waiting); inWord < left; inWord = popCount(waiting)) {
      left -= inWord;
      waiting = this.#absent[++word];
    }
    return word * 32 + 32 - Math.clz32(lowestBits(waiting, left));
  }

  /** When `page` arrives; `undefined` if it is not in flight. */
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
