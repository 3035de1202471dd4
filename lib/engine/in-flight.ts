import { lowestBits } from "../bitmap/lowest-bits.ts";
import { popCount } from "../bitmap/pop-count.ts";

/** Steps by which a page may land early, so that one due at `first + k * step` is never late by a rounding error. */
const ROUNDING = 1e-6;

/**
 * Pages that have left the source and not arrived, in the order in which they will: a ring of stretches, each some pages
 * of one 32-page word that arrive lowest first, `step` seconds apart, the first of them at `first`.
 */
export class InFlight {
  #words: Float64Array = new Float64Array(1024);
  #masks: Int32Array = new Int32Array(1024);
  #first: Float64Array = new Float64Array(1024);
  #step: Float64Array = new Float64Array(1024);
  #head = 0;
  #size = 0;

  /** Stretches under way. */
  get size(): number {
    return this.#size;
  }

  /** Puts a stretch behind all others. */
  push(word: number, mask: number, first: number, step: number): void {
    if (this.#size === this.#words.length) this.#grow();
    const i = (this.#head + this.#size++) & (this.#words.length - 1);
    this.#words[i] = word;
    this.#masks[i] = mask;
    this.#first[i] = first;
    this.#step[i] = step;
  }

  /** Hands every page that has arrived by `seconds` to `land`, in order. */
  landUntil(seconds: number, land: (word: number, mask: number) => void): void {
    while (this.#size > 0) {
      const i = this.#head;
      const first = this.#first[i];
      const step = this.#step[i];
      if (first > seconds + ROUNDING * step) return;
      const mask = this.#masks[i];
      const arrived = step > 0 ? 1 + Math.floor((seconds - first) / step + ROUNDING) : 32;
      const landed = arrived >= 32 ? mask : lowestBits(mask, arrived);
      land(this.#words[i], landed);
      if (landed !== mask) {
        this.#masks[i] = mask & ~landed;
        this.#first[i] = first + popCount(landed) * step;
        return;
      }
      this.#head = (i + 1) & (this.#words.length - 1);
      this.#size--;
    }
  }

  /** When `page` will arrive; `undefined` if it is not under way. */
  arrivalOf(page: number): number | undefined {
    const word = Math.floor(page / 32);
    const bit = 1 << (page & 31);
    for (let k = 0; k < this.#size; k++) {
      const i = (this.#head + k) & (this.#words.length - 1);
      if (this.#words[i] === word && (this.#masks[i] & bit) !== 0) {
        return this.#first[i] + popCount(this.#masks[i] & (bit - 1)) * this.#step[i];
      }
    }
    return undefined;
  }

  #grow(): void {
    const length = this.#words.length;
    const order = Array.from({ length }, (_, k) => (this.#head + k) & (length - 1));
    const widen = <T extends Float64Array | Int32Array>(old: T, wide: T): T => {
      order.forEach((from, to) => wide[to] = old[from]);
      return wide;
    };
    this.#words = widen(this.#words, new Float64Array(2 * length));
    this.#masks = widen(this.#masks, new Int32Array(2 * length));
    this.#first = widen(this.#first, new Float64Array(2 * length));
    this.#step = widen(this.#step, new Float64Array(2 * length));
    this.#head = 0;
  }
}
