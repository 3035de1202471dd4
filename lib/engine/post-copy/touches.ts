import { countRange } from "../../bitmap/count.ts";
import { popCount } from "../../bitmap/word.ts";
import type { Random } from "../../random/random.ts";
import type { Guest } from "../guest/guest.ts";
import { segmentAt } from "../guest/profile.ts";
import { pageOfWriter, pagesOfWriter, pagesToNext, type SequentialWriter } from "../guest/sequential.ts";
import { nextTraced, type TraceWriter } from "../guest/trace.ts";
import { AbsentBlocks } from "./absent-blocks.ts";
import { WeightTree } from "./weight-tree.ts";

/** Fraction of a page by which a sequential writer may be ahead of the clock because of rounding. */
const ROUNDING = 1e-6;

/**
 * How often the guest touches pages that are still absent.
 *
 * Invariant: `counts[i]` is the number of absent pages in segment i of the guest's profile. The weight of the segment in
 * the tree is that count times its touch rate.
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
    for (let i = 0; i < touches.length; i++) this.#remove(i, -countRange(absent, edges[i], edges[i + 1]));
  }

  /** Touches of absent pages per second of guest time, by the Poisson part of the workload. */
  get perSecond(): number {
    return this.#rates.total;
  }

  /** Stops counting pages of one word that have arrived. The caller removes them from the bitmap afterwards. */
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
      this.#remove(i, popCount(mask & above & below));
    }
  }

  /** The same for all `count` absent pages of the pages `from` to `to` - 1. */
  arrivedRange(from: number, to: number, count: number): void {
    const { edges, touches } = this.#guest.profile;
    this.#blocks.removeRange(from, to, count);
    if (touches.length === 0 || to <= edges[0] || from >= edges[edges.length - 1]) return;
    let i = this.#segment;
    if (from < edges[i] || from >= edges[i + 1]) i = this.#segment = Math.max(0, segmentAt(edges, from));
    for (; i < touches.length && edges[i] < to; i++) {
      const inside = edges[i] <= from && to <= edges[i + 1];
      const [start, end] = [Math.max(from, edges[i]), Math.min(to, edges[i + 1])];
      this.#remove(i, inside ? count : countRange(this.#absent, start, end));
    }
  }

  /** Removes `count` pages from segment `i`. */
  #remove(i: number, count: number): void {
    if (count === 0) return;
    this.#counts[i] -= count;
    this.#rates.set(i, this.#counts[i] * this.#guest.profile.touches[i]);
  }

  /** Draws an absent page by its touch rate; -1 if none is ever touched. */
  draw(random: Random): number {
    if (this.perSecond === 0) return -1;
    const { edges } = this.#guest.profile;
    const i = this.#rates.find(random.uniform() * this.#rates.total);
    return this.#blocks.draw(edges[i], edges[i + 1], this.#counts[i], random);
  }

  /** The next absent page that `writer` reaches after guest time `seconds`, and when; `undefined` if there is none. */
  nextAbsent(writer: SequentialWriter | TraceWriter, seconds: number): { page: number; seconds: number } | undefined {
    if ("frames" in writer) return nextTraced(writer, this.#absent, seconds);
    const pages = pagesOfWriter(writer);
    // A page that is due now counts as reached, despite rounding.
    const done = Math.floor(writer.pagesPerSecond * seconds + ROUNDING);
    const index = (writer.start + done) % pages;
    const ahead = pagesToNext(writer, this.#absent, index);
    if (ahead < 0) return undefined;
    const page = pageOfWriter(writer, (index + ahead) % pages);
    return { page, seconds: Math.max(seconds, (done + ahead + 1) / writer.pagesPerSecond) };
  }
}
