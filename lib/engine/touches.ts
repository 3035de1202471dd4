import { countPages } from "../bitmap/count-pages.ts";
import { countRange } from "../bitmap/count-range.ts";
import { has } from "../bitmap/has.ts";
import { nextSet } from "../bitmap/next-set.ts";
import { nthSet } from "../bitmap/nth-set.ts";
import { popCount } from "../bitmap/pop-count.ts";
import type { Random } from "../random/random.ts";
import type { Guest } from "../workload/guest.ts";
import { segmentAt } from "../workload/profile.ts";
import type { Sweep } from "../workload/sweep.ts";

/** Pages by which a sweep may be ahead of the clock. */
const ROUNDING = 1e-6;

/**
 * How often the guest touches pages that are still absent.
 *
 * Invariant: `counts[i]` is the number of absent pages in segment i of the guest's profile, and `perSecond` the sum of
 * counts times touch rates, up to rounding.
 */
export class AbsentTouches {
  /** Touches of absent pages per second of guest time, by the Poisson part of the workload. */
  perSecond = 0;
  readonly #absent: Uint32Array;
  readonly #guest: Guest;
  readonly #counts: Float64Array;
  /** Absent pages by block of {@linkcode BLOCK_PAGES}. */
  readonly #blocks: Uint16Array;
  #segment = 0;

  constructor(guest: Guest, absent: Uint32Array) {
    this.#absent = absent;
    this.#guest = guest;
    this.#blocks = new Uint16Array(Math.ceil(absent.length * 32 / BLOCK_PAGES));
    for (let block = 0; block < this.#blocks.length; block++) {
      const word = block * BLOCK_PAGES / 32;
      this.#blocks[block] = countPages(absent, word, Math.min(absent.length, word + BLOCK_PAGES / 32));
    }
    const { edges, touches } = guest.profile;
    this.#counts = new Float64Array(touches.length);
    for (let i = 0; i < touches.length; i++) this.#counts[i] = countRange(absent, edges[i], edges[i + 1]);
    this.perSecond = this.#sum();
  }

  /** Takes pages of one word, absent until now, off the books. The caller clears them in the bitmap. */
  arrived(word: number, mask: number): void {
    const { edges, touches } = this.#guest.profile;
    const page = word * 32;
    this.#blocks[Math.floor(page / BLOCK_PAGES)] -= popCount(mask);
    if (touches.length === 0 || page + 32 <= edges[0] || page >= edges[edges.length - 1]) return;
    let i = this.#segment;
    if (page < edges[i] || page >= edges[i + 1]) {
      i = this.#segment = Math.max(0, segmentAt(edges, page));
    }
    let emptied = false;
    for (; i < touches.length && edges[i] < page + 32; i++) {
      const above = edges[i] <= page ? -1 : -1 << (edges[i] - page);
      const below = edges[i + 1] >= page + 32 ? -1 : ~(-1 << (edges[i + 1] - page));
      const count = popCount(mask & above & below);
      this.#counts[i] -= count;
      this.perSecond -= count * touches[i];
      if (count > 0 && this.#counts[i] === 0) emptied = true;
    }
    // What rounding leaves of a rate that is gone may be more than all that remain.
    if (emptied) this.perSecond = this.#sum();
  }

  #sum(): number {
    const { touches } = this.#guest.profile;
    let sum = 0;
    for (let i = 0; i < touches.length; i++) sum += this.#counts[i] * touches[i];
    return sum;
  }

  /** Draws an absent page by its touch rate; -1 if none is touched. */
  draw(random: Random): number {
    const { edges, touches } = this.#guest.profile;
    let rest = random.uniform() * this.perSecond;
    for (let i = 0; i < touches.length; i++) {
      rest -= this.#counts[i] * touches[i];
      if (rest < 0 && this.#counts[i] > 0) {
        return this.#drawAbsent(edges[i], edges[i + 1], this.#counts[i], random);
      }
    }
    return -1;
  }

  /** The next absent page that `sweep` comes to after guest time `seconds`, and when; `undefined` if none is left. */
  nextSwept(sweep: Sweep, seconds: number): { page: number; seconds: number } | undefined {
    const pages = sweep.to - sweep.from;
    // A page whose moment is now has been come to, whatever rounding says.
    const done = Math.floor(sweep.pagesPerSecond * seconds + ROUNDING);
    const at = sweep.from + (sweep.start + done) % pages;
    let page = nextSet(this.#absent, at);
    let ahead = page - at;
    if (page < 0 || page >= sweep.to) {
      page = nextSet(this.#absent, sweep.from);
      if (page < 0 || page >= at) return undefined;
      ahead = page - at + pages;
    }
    return { page, seconds: Math.max(seconds, (done + ahead + 1) / sweep.pagesPerSecond) };
  }

  /** A page of `from` to `to` - 1 drawn from the `count` absent ones, each as likely as any other. */
  #drawAbsent(from: number, to: number, count: number, random: Random): number {
    // While many are absent a few tries at random find one; then the blocks' counts lead to it.
    if (count * SPARSE > to - from) {
      for (let k = 0; k < TRIES; k++) {
        const page = from + random.below(to - from);
        if (has(this.#absent, page)) return page;
      }
    }
    let rank = random.below(count);
    for (let page = from; page < to;) {
      const end = Math.min(to, (Math.floor(page / BLOCK_PAGES) + 1) * BLOCK_PAGES);
      const whole = end - page === BLOCK_PAGES;
      const inBlock = whole ? this.#blocks[page / BLOCK_PAGES] : countRange(this.#absent, page, end);
      if (rank < inBlock) return nthSet(this.#absent, page, rank);
      rank -= inBlock;
      page = end;
    }
    return -1;
  }
}

/** Pages in a block of which the absent ones are counted. */
const BLOCK_PAGES = 4096;
/** Fewer than one page in so many absent: no more tries at random. */
const SPARSE = 8;
/** Tries at random, enough to fail once in a hundred draws. */
const TRIES = 32;
