import { countPages, countRange } from "../../bitmap/count.ts";
import { has } from "../../bitmap/page.ts";
import { nthSet } from "../../bitmap/nth-set.ts";
import type { Random } from "../../random/random.ts";

/** Absent pages are counted by block of 128 words and by superblock of 256 blocks. */
const BLOCK_WORDS = 128;
const BLOCK_PAGES = BLOCK_WORDS * 32;
const SUPERBLOCK_BLOCKS = 256;
const SUPERBLOCK_PAGES = SUPERBLOCK_BLOCKS * BLOCK_PAGES;

/** If fewer than one page in this many is absent, guessing is not worth it. */
const SPARSE = 8;
/** Number of guesses before the counts are searched. In about one of a hundred draws all guesses fail. */
const TRIES = 32;

/**
 * Finds random absent pages without a walk over the bitmap, even if few are left.
 *
 * Invariant: the count of each block and superblock is the number of its absent pages.
 */
export class AbsentBlocks {
  readonly #absent: Uint32Array;
  readonly #blocks: Uint16Array;
  readonly #superblocks: Float64Array;

  /** Counts `absent`. Call `remove` or `removeRange` before clearing pages in it. */
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

  /** Removes `count` pages of `word` from the counts. */
  remove(word: number, count: number): void {
    const block = Math.floor(word / BLOCK_WORDS);
    this.#blocks[block] -= count;
    this.#superblocks[Math.floor(block / SUPERBLOCK_BLOCKS)] -= count;
  }

  /** Removes all `count` absent pages of the pages `from` to `to` - 1 from the counts. */
  removeRange(from: number, to: number, count: number): void {
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

  /** Draws one of the `count` absent pages of `from` to `to` - 1, each with the same probability. */
  draw(from: number, to: number, count: number, random: Random): number {
    // While many pages are absent, a few guesses find one. Otherwise search the counts.
    if (count * SPARSE > to - from) {
      for (let k = 0; k < TRIES; k++) {
        const page = from + random.below(to - from);
        // The count is in a faster cache than a large bitmap, and is zero where the push has passed.
        if (this.#blocks[Math.floor(page / BLOCK_PAGES)] > 0 && has(this.#absent, page)) return page;
      }
    }
    return this.#nth(from, to, random.below(count));
  }

  /** The absent page from `from` on with `rank` others before it. It must exist, before `to`. */
  #nth(from: number, to: number, rank: number): number {
    let largest = SUPERBLOCK_PAGES;
    for (let page = from;;) {
      const pages = unitAt(page, to, largest);
      const absent = this.#absentIn(page, pages);
      if (rank >= absent) {
        rank -= absent;
        page += pages;
      } else if (pages <= BLOCK_PAGES) return nthSet(this.#absent, page, rank);
      // The page is in this superblock: continue by block.
      else largest = BLOCK_PAGES;
    }
  }

  #absentIn(page: number, pages: number): number {
    if (pages === SUPERBLOCK_PAGES) return this.#superblocks[page / SUPERBLOCK_PAGES];
    if (pages === BLOCK_PAGES) return this.#blocks[page / BLOCK_PAGES];
    return countRange(this.#absent, page, page + pages);
  }
}

/** Size of the largest counted unit that begins at `page`, ends by `to` and has at most `largest` pages. */
function unitAt(page: number, to: number, largest: number): number {
  if (page % largest === 0 && to - page >= largest) return largest;
  if (page % BLOCK_PAGES === 0 && to - page >= BLOCK_PAGES) return BLOCK_PAGES;
  return Math.min(to, (Math.floor(page / BLOCK_PAGES) + 1) * BLOCK_PAGES) - page;
}
