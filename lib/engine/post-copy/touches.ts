import { countRange } from "../../bitmap/count-range.ts";
import { nextSet } from "../../bitmap/next-set.ts";
import { popCount } from "../../bitmap/pop-count.ts";
import type { Random } from "../../random/random.ts";
import type { Guest } from "../guest/guest.ts";
import { segmentAt } from "../guest/profile.ts";
import type { Sweep } from "../guest/sequential.ts";
import { AbsentBlocks } from "./absent-blocks.ts";
import { WeightTree } from "./weight-tree.ts";

/** Pages by which a sweep may be ahead of the clock. */
const ROUNDING = 1e-6;

/**
 * How often the guest touches pages that are still absent.
 *
 * Invariant: `counts[i]` is the number of absent pages in segment i of the guest's profile, and its weight in the tree
 * that count times the segment's touch rate.
 */
export class AbsentTouches {
  readonly #absent: Uint32Array;
  readonly #guest: Guest;
  readonly #blocks: AbsentBlocks;
  readonly #counts: Float64Array;
  readonly #rates: WeightTree;
  #segment = 0;

  constructor(guest: Guest, absent: Uint32Array) {
    this.#absent = absent;
    this.#guest = guest;
    this.#blocks = new AbsentBlocks(absent);
    const { edges, touches } = guest.profile;
    this.#counts = new Float64Array(touches.length);
    this.#rates = new WeightTree(touches.length);
    for (let i = 0; i < touches.length; i++) this.#take(i, -countRange(absent, edges[i], edges[i + 1]));
  }

  /** Touches of absent pages per second of guest time, by the Poisson part of the workload. */
  get perSecond(): number {
    return this.#rates.total;
  }

  /** Takes pages of one word, absent until now, off the books. The caller clears them in the bitmap. */
  arrived(word: number, mask: number): void {
    const { edges, touches } = this.#guest.profile;
    const page = word * 32;
    this.#blocks.remove(word, popCount(mask));
    if (touches.length === 0 || page + 32 <= edges[0] || page >= edges[edges.length - 1]) return;
    let i = this.#segment;
    if (page < edges[i] || page >= edges[i + 1]) i = this.#segment = Math.max(0, segmentAt(edges, page));
    for (; i < touches.length && edges[i] < page + 32; i++) {
      const above = edges[i] <= page ? -1 : -1 << (edges[i] - page);
      const below = edges[i + 1] >= page + 32 ? -1 : ~(-1 << (edges[i + 1] - page));
      this.#take(i, popCount(mask & above & below));
    }
  }

  /** Takes all `count` absent pages of the pages `from` to `to` - 1 off the books. The caller clears them in the bitmap. */
  arrivedStretch(from: number, to: number, count: number): void {
    const { edges, touches } = this.#guest.profile;
    this.#blocks.removeStretch(from, to, count);
    if (touches.length === 0 || to <= edges[0] || from >= edges[edges.length - 1]) return;
    let i = this.#segment;
    if (from < edges[i] || from >= edges[i + 1]) i = this.#segment = Math.max(0, segmentAt(edges, from));
    for (; i < touches.length && edges[i] < to; i++) {
      const inside = edges[i] <= from && to <= edges[i + 1];
      const [start, end] = [Math.max(from, edges[i]), Math.min(to, edges[i + 1])];
      this.#take(i, inside ? count : countRange(this.#absent, start, end));
    }
  }

  /** Takes `count` pages of segment `i` off the books. */
  #take(i: number, count: number): void {
    if (count === 0) return;
    this.#counts[i] -= count;
    this.#rates.set(i, this.#counts[i] * this.#guest.profile.touches[i]);
  }

  /** Draws an absent page by its touch rate; -1 where none is touched. */
  draw(random: Random): number {
    if (this.perSecond === 0) return -1;
    const { edges } = this.#guest.profile;
    const i = this.#rates.find(random.uniform() * this.#rates.total);
    return this.#blocks.draw(edges[i], edges[i + 1], this.#counts[i], random);
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
