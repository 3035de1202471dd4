import { fill } from "../bitmap/range.ts";
import { createBitmap } from "../bitmap/create.ts";
import { popCount } from "../bitmap/word.ts";
import type { Observer, Phase } from "../engine/run/result.ts";
import { cellOf } from "./cells.ts";
import type { Film, Pass } from "./types.ts";

/** The kinds of passes; other phases of a migration send no pages. */
const KINDS: ReadonlySet<string> = new Set<Pass["kind"]>(["round", "final copy", "copy", "push and fetch"]);

/** How readings of the dirty log divide a migration into passes. */
export interface Readings {
  /** How often the log is read. */
  total: number;
  /** How many passes that end with a reading are merged into one. */
  perPass: number;
}

/**
 * Watches a migration and fills the tables of its film.
 *
 * Invariants: `unsent` is a subset of `waiting`, the pages that the source knows it still has to send. Per cell, their
 * counts are `neverSent` and `neverSent + stale`. Frames only advance: if an engine reports an event ahead of time, earlier
 * events that follow count in the frame of that event.
 */
export class Recorder implements Observer {
  readonly #film: Film;
  readonly #total: Readings;
  readonly #unsent: Uint32Array;
  readonly #waiting: Uint32Array;
  /** Per cell, now. */
  readonly #neverSent: Float64Array;
  readonly #stale: Float64Array;
  #frame = 0;
  #frameEndSeconds: number;
  /** Where the current frame begins in the tables. */
  #row = 0;
  #readings = 0;
  #readingSeconds = 0;
  /** Passes closed so far; each of several merged passes counts. */
  #passes = 0;
  /** What the current phase does, of the phases that send pages. */
  #kind: Pass["kind"] = "round";
  /** Whether a phase that sends pages has begun, or a page been sent, since the last reading. */
  #busy = false;
  #pass: Pass | null = null;
  /** The cell of the last word, and the words that lie entirely in it. */
  #cell = 0;
  #wholeFrom = 0;
  #wholeTo = 0;

  /** Fills the tables of `film`, which are zero. */
  constructor(film: Film, readings: Readings) {
    this.#film = film;
    this.#total = readings;
    this.#unsent = createBitmap(film.pages);
    fill(this.#unsent, film.pages);
    this.#waiting = this.#unsent.slice();
    this.#neverSent = Float64Array.from({ length: film.cells }, (_, i) => film.cellStarts[i + 1] - film.cellStarts[i]);
    this.#stale = new Float64Array(film.cells);
    this.#frameEndSeconds = film.frameSeconds;
  }

  /** A phase begins. */
  phase(name: Phase["name"]): void {
    if (!KINDS.has(name)) return;
    this.#kind = name as Pass["kind"];
    this.#busy = true;
  }

  /** Pages of one word were sent. */
  sent(word: number, mask: number, seconds: number): void {
    this.#passTime(seconds);
    const pass = this.#openPass();
    const unsent = this.#unsent[word];
    const fresh = mask & unsent;
    const again = mask & this.#waiting[word] & ~unsent;
    this.#unsent[word] = unsent & ~mask;
    this.#waiting[word] &= ~mask;
    this.#busy = true;
    this.#eachCell(word, (cell, part) => {
      const sent = popCount(mask & part);
      this.#film.pagesSent[this.#row + cell] += sent;
      pass.pagesSent[cell] += sent;
      this.#neverSent[cell] -= popCount(fresh & part);
      this.#stale[cell] -= popCount(again & part);
    });
  }

  /** Pages of one word were skipped. */
  skipped(word: number, mask: number): void {
    const pass = this.#openPass();
    this.#eachCell(word, (cell, part) => pass.pagesSkipped[cell] += popCount(mask & part));
  }

  /** The dirty log was read. */
  cleaned(dirty: Uint32Array, seconds: number): void {
    this.#passTime(seconds);
    // A second reading with nothing in between adds to the pass that the first one ended.
    const joins = !this.#busy && this.#pass !== null;
    const pass = joins ? this.#pass! : this.#openPass();
    for (let word = 0; word < dirty.length; word++) {
      const found = dirty[word];
      if (found === 0) continue;
      const stale = found & ~this.#waiting[word];
      this.#waiting[word] |= found;
      this.#eachCell(word, (cell, part) => {
        const dirtied = popCount(found & part);
        this.#film.pagesDirtied[this.#row + cell] += dirtied;
        pass.pagesDirtied[cell] += dirtied;
        this.#stale[cell] += popCount(stale & part);
      });
    }
    this.#readings++;
    this.#readingSeconds = seconds;
    this.#busy = false;
    pass.seconds = seconds - pass.startSeconds;
    if (!joins) pass.lastIndex = ++this.#passes;
  }

  /** A virtual CPU has waited for a page. */
  stalled(page: number, fromSeconds: number, toSeconds: number): void {
    const film = this.#film;
    const pass = this.#openPass();
    const cell = cellOf(film.cellStarts, page);
    const frame = Math.max(0, Math.min(film.frames - 1, Math.floor(fromSeconds / film.frameSeconds)));
    film.faults[frame * film.cells + cell]++;
    pass.faults[cell]++;
    const { startSeconds, spanSeconds, faults, stallSeconds } = film.afterResume!;
    const last = faults.length - 1;
    const spanOf = (seconds: number) => Math.max(0, Math.min(last, Math.floor((seconds - startSeconds) / spanSeconds)));
    faults[spanOf(fromSeconds)]++;
    for (let span = spanOf(fromSeconds), at = fromSeconds; at < toSeconds; span++) {
      const until = span >= last ? toSeconds : Math.min(toSeconds, startSeconds + (span + 1) * spanSeconds);
      stallSeconds[Math.min(last, span)] += Math.max(0, until - at);
      at = Math.max(at, until);
    }
  }

  /** The migration has ended. */
  finish(seconds: number): void {
    this.#passTime(Infinity);
    this.#keepState();
    const pass = this.#busy ? this.#openPass() : this.#pass;
    if (pass === null) return;
    pass.seconds = seconds - pass.startSeconds;
    pass.lastIndex = Math.max(pass.lastIndex, pass.firstIndex);
  }

  /** Advances to the frame of `seconds`, and keeps the state with which each frame on the way ends. */
  #passTime(seconds: number): void {
    const { frames, frameSeconds, cells } = this.#film;
    while (seconds >= this.#frameEndSeconds && this.#frame < frames - 1) {
      this.#keepState();
      this.#frame++;
      this.#row += cells;
      this.#frameEndSeconds = this.#frame === frames - 1 ? Infinity : (this.#frame + 1) * frameSeconds;
    }
  }

  #keepState(): void {
    this.#film.pagesNeverSent.set(this.#neverSent, this.#row);
    this.#film.pagesStale.set(this.#stale, this.#row);
  }

  /** The current pass; a new one if as many have been merged as may be, or all readings are over. */
  #openPass(): Pass {
    const { total, perPass } = this.#total;
    const pass = this.#pass;
    const merged = pass === null ? 0 : this.#passes - pass.firstIndex + 1;
    const full = merged >= perPass || (this.#readings >= total && merged > 0);
    if (pass !== null && !full) return pass;
    const perCell = () => new Float64Array(this.#film.cells);
    this.#pass = {
      kind: this.#kind,
      firstIndex: this.#passes + 1,
      lastIndex: this.#passes,
      startSeconds: this.#readingSeconds,
      seconds: 0,
      pagesSent: perCell(),
      pagesSkipped: perCell(),
      pagesDirtied: perCell(),
      faults: perCell(),
    };
    this.#film.passes.push(this.#pass);
    return this.#pass;
  }

  /** Visits the cells that the pages of a word are in, each with the mask of its pages. */
  #eachCell(word: number, visit: (cell: number, mask: number) => void): void {
    if (this.#isInOneCell(word)) return visit(this.#cell, -1);
    const { cellStarts, cells } = this.#film;
    const first = word * 32;
    let cell = cellOf(cellStarts, first);
    for (let from = 0; from < 32 && cell < cells; cell++) {
      const to = Math.min(32, cellStarts[cell + 1] - first);
      visit(cell, (-1 << from) & (-1 >>> (32 - to)));
      from = to;
    }
  }

  /** Whether all pages of a word are in one cell, which `#cell` then names. */
  #isInOneCell(word: number): boolean {
    if (word >= this.#wholeFrom && word < this.#wholeTo) return true;
    const { cellStarts, cells, pages } = this.#film;
    const cell = cellOf(cellStarts, word * 32);
    const end = cell + 1 === cells ? Math.ceil(pages / 32) : Math.floor(cellStarts[cell + 1] / 32);
    if (word >= end) return false;
    this.#cell = cell;
    this.#wholeFrom = Math.ceil(cellStarts[cell] / 32);
    this.#wholeTo = end;
    return true;
  }
}
