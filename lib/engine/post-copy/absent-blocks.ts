import { countPages } from "../../bitmap/count-pages.ts";
import { countRange } from "../../bitmap/count-range.ts";
import { has } from "../../bitmap/has.ts";
import { nthSet } from "../../bitmap/nth-set.ts";
import type { Random } from "../../random/random.ts";

/** Words and pages in a block of which the absent pages are counted, and blocks in a superblock. */
const BLOCK_WORDS = 128;
const BLOCK_PAGES = BLOCK_WORDS * 32;
const SUPERBLOCK_BLOCKS = 256;
const SUPERBLOCK_PAGES = SUPERBLOCK_BLOCKS * BLOCK_PAGES;

/** Fewer than one page in so many absent: no tries at random. */
const SPARSE = 8;
/** Tries at random, enough to fail once in a hundred draws. */
const TRIES = 32;

/**
 * Finds absent pages, however few there are, without a walk over the bitmap.
 *
 * Invariant: each block and superblock has the number of its pages that are absent.
 */
export class AbsentBlocks {
  readonly #absent: Uint32Array;
  readonly #blocks: Uint16Array;
  readonly #superblocks: Float64Array;

  /** Counts `absent`; whoever clears pages there says so here first. */
  constructor(absent: Uint32Array) {
    this.#absent = absent;
    this.#blocks = new Uint16Array(Math.ceil(absent.length / BLOCK_WORDS));
    this.#superblocks = new Float64Array(Math.ceil(this.#blocks.length / SUPERBLOCK_BLOCKS));
    for (let block = 0; block < this.#blocks.length; block++) {
      const word = block * BLOCK_WORDS;
      this.#blocks[block] = countPages(absent, word, Math.min(absent.length, word + BLOCK_WORDS));
      this.#superblocks[Math.floor(block / SUPERBLOCK_BLOCKS)] += this.#blocks[block];
    }
  }

  /** Takes `count` pages of `word` off the counts. */
  remove(word: number, count: number): void {
    const block = Math.floor(word / BLOCK_WORDS);
    this.#blocks[block] -= count;
    this.#superblocks[Math.floor(block / SUPERBLOCK_BLOCKS)] -= count;
  }

  /** Takes all `count` absent pages of the pages `from` to `to` - 1 off the counts. */
  removeStretch(from: number, to: number, count: number): void {
    let left = count;
    for (let page = from; left > 0;) {
      const block = Math.floor(page / BLOCK_PAGES);
      const end = (block + 1) * BLOCK_PAGES;
      const here = end >= to
        ? left
        : page === block * BLOCK_PAGES
        ? this.#blocks[block]
        : countRange(this.#absent, page, end);
      this.remove(block * BLOCK_WORDS, here);
      left -= here;
      page = end;
    }
  }

  /** A page of `from` to `to` - 1 drawn from the `count` absent ones, each as likely as any other. */
  draw(from: number, to: number, count: number, random: Random): number {
    // While many are absent a few tries at random find one; then the counts lead to it.
    if (count * SPARSE > to - from) {
      for (let k = 0; k < TRIES; k++) {
        const page = from + random.below(to - from);
        // The count lies nearer than the bitmap of a large guest, and is zero where the push has passed.
        if (this.#blocks[Math.floor(page / BLOCK_PAGES)] > 0 && has(this.#absent, page)) return page;
      }
    }
    return this.#nth(from, to, random.below(count));
  }

  /** The absent page from `from` on that has `rank` others before it; there is one before `to`. */
  #nth(from: number, to: number, rank: number): number {
    let largest = SUPERBLOCK_PAGES;
    for (let page = from;;) {
      const pages = unitAt(page, to, largest);
      const absent = this.#absentIn(page, pages);
      if (rank >= absent) {
        rank -= absent;
        page += pages;
      } else if (pages <= BLOCK_PAGES) return nthSet(this.#absent, page, rank);
      // In this superblock: on by its blocks.
      else largest = BLOCK_PAGES;
    }
  }

  #absentIn(page: number, pages: number): number {
    if (pages === SUPERBLOCK_PAGES) return this.#superblocks[page / SUPERBLOCK_PAGES];
    if (pages === BLOCK_PAGES) return this.#blocks[page / BLOCK_PAGES];
    return countRange(this.#absent, page, page + pages);
  }
}

/** The pages of the largest counted unit, but no larger than `largest`, that begins at `page` and ends by `to`. */
function unitAt(page: number, to: number, largest: number): number {
  if (page % largest === 0 && to - page >= largest) return largest;
  if (page % BLOCK_PAGES === 0 && to - page >= BLOCK_PAGES) return BLOCK_PAGES;
  return Math.min(to, (Math.floor(page / BLOCK_PAGES) + 1) * BLOCK_PAGES) - page;
}
