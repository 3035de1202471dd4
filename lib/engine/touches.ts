import { countRange } from "../bitmap/count-range.ts";
import { has } from "../bitmap/has.ts";
import { nextSet } from "../bitmap/next-set.ts";
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
  #segment = 0;

  constructor(guest: Guest, absent: Uint32Array) {
    this.#absent = absent;
    this.#guest = guest;
    const { edges, touches } = guest.profile;
    this.#counts = new Float64Array(touches.length);
    for (let i = 0; i < touches.length; i++) this.#counts[i] = countRange(absent, edges[i], edges[i + 1]);
    this.perSecond = this.#sum();
  }

  /** Takes pages of one word, absent until now, off the books. The caller clears them in the bitmap. */
  arrived(word: number, mask: number): void {
    const { edges, touches } = this.#guest.profile;
    const page = word * 32;
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
        return drawPage(this.#absent, edges[i], edges[i + 1], this.#counts[i], random);
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
}

/** Tries at random before the absent pages of a segment are counted through: enough unless fewer than 1 in 16 is absent. */
const TRIES = 48;

function drawPage(absent: Uint32Array, from: number, to: number, count: number, random: Random): number {
  for (let k = 0; k < TRIES; k++) {
    const page = from + random.below(to - from);
    if (has(absent, page)) return page;
  }
  let page = nextSet(absent, from);
  for (let skip = random.below(count); skip > 0; skip--) page = nextSet(absent, page + 1);
  return page;
}
