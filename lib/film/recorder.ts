import { fill } from "../bitmap/fill.ts";
import { createBitmap } from "../bitmap/create.ts";
import { popCount } from "../bitmap/pop-count.ts";
import type { Observer } from "../engine/run/result.ts";
import { cellOf } from "./cells.ts";
import type { Film, Pass } from "./types.ts";

/** What is known of a migration before it is filmed, from having simulated it once. */
export interface Script {
  /** How often the dirty log is read. */
  readings: number;
  /** What happens after the last reading. */
  lastKind: Pass["kind"];
  /** Readings whose passes are merged into one. */
  readingsPerPass: number;
  /** Whether a page is left out of a round because it has been written again. */
  skips: boolean;
  /** Whether the log may be read again with nothing sent in between, which makes no pass of its own. */
  joinsEmptyPasses: boolean;
}

/**
 * Watches a migration and fills the tables of its film.
 *
 * Invariants: `unsent` is a subset of `waiting`, the pages that the source knows it has yet to send; per cell their
 * numbers are `neverSent` and `neverSent + stale`. The clock never goes back: where an engine looks ahead, the little that
 * follows counts as of then.
 */
export class Recorder implements Observer {
  readonly #film: Film;
  readonly #script: Script;
  readonly #unsent: Uint32Array;
  readonly #waiting: Uint32Array;
  /** Per cell, now. */
  readonly #neverSent: Float64Array;
  readonly #stale: Float64Array;
  #frame: number;
  #frameEndSeconds: number;
  /** Where the present frame begins in the tables. */
  #row: number;
  #readings: number;
  #readingSeconds: number;
  /** Passes closed so far, merged ones counted each. */
  #passes: number;
  #sentSinceReading: boolean;
  #pass: Pass | null;
  /** The cell last met, and the words that lie in it as a whole. */
  #cell: number;
  #wholeFrom: number;
  #wholeTo: number;

  /** Fills the tables of `film`, which are zero. */
  constructor(film: Film, script: Script) {
    this.#film = film;
    this.#script = script;
    this.#unsent = createBitmap(film.pages);
    fill(this.#unsent, film.pages);
    this.#waiting = this.#unsent.slice();
    this.#neverSent = Float64Array.from({ length: film.cells }, (_, i) => film.cellStarts[i + 1] - film.cellStarts[i]);
    this.#stale = new Float64Array(film.cells);
    this.#frame = 0;
    this.#frameEndSeconds = film.frameSeconds;
    this.#row = 0;
    this.#readings = 0;
    this.#readingSeconds = 0;
    this.#passes = 0;
    this.#sentSinceReading = false;
    this.#pass = null;
    this.#cell = this.#wholeFrom = this.#wholeTo = 0;
  }

  /** Pages of one word were sent. */
  sent(word: number, mask: number, seconds: number): void {
    if (seconds >= this.#frameEndSeconds) this.#passTime(seconds);
    const pass = this.#openPass();
    const unsent = this.#unsent[word];
    const fresh = mask & unsent;
    const again = mask & this.#waiting[word] & ~unsent;
    this.#unsent[word] = unsent & ~mask;
    this.#waiting[word] &= ~mask;
    this.#sentSinceReading = true;
    if (this.#inOneCell(word)) this.#bookSent(pass, this.#cell, popCount(mask), popCount(fresh), popCount(again));
    else {
      this.#eachCell(
        word,
        (cell, part) =>
          this.#bookSent(pass, cell, popCount(mask & part), popCount(fresh & part), popCount(again & part)),
      );
    }
  }

  /** The dirty log was read. */
  cleaned(dirty: Uint32Array, seconds: number): void {
    if (seconds >= this.#frameEndSeconds) this.#passTime(seconds);
    const { joinsEmptyPasses } = this.#script;
    const joins = joinsEmptyPasses && !this.#sentSinceReading && this.#pass !== null;
    const pass = joins ? this.#pass! : this.#openPass();
    for (let word = 0; word < dirty.length; word++) {
      const found = dirty[word];
      if (found === 0) continue;
      const left = found & this.#waiting[word];
      const stale = found & ~this.#waiting[word];
      this.#waiting[word] |= found;
      if (this.#inOneCell(word)) this.#bookDirty(pass, this.#cell, popCount(found), popCount(left), popCount(stale));
      else {
        this.#eachCell(
          word,
          (cell, part) =>
            this.#bookDirty(pass, cell, popCount(found & part), popCount(left & part), popCount(stale & part)),
        );
      }
    }
    this.#readings++;
    this.#readingSeconds = seconds;
    this.#sentSinceReading = false;
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

  /** Closes the books at the end of the migration. */
  finish(seconds: number): void {
    this.#passTime(Infinity);
    this.#keepState();
    const copies = this.#readings === this.#script.readings && this.#script.lastKind !== "round";
    const pass = this.#sentSinceReading || copies ? this.#openPass() : this.#pass;
    if (pass === null) return;
    pass.seconds = seconds - pass.startSeconds;
    pass.lastIndex = Math.max(pass.lastIndex, pass.firstIndex);
  }

  #bookSent(pass: Pass, cell: number, sent: number, fresh: number, again: number): void {
    this.#film.pagesSent[this.#row + cell] += sent;
    pass.pagesSent[cell] += sent;
    this.#neverSent[cell] -= fresh;
    this.#stale[cell] -= again;
  }

  #bookDirty(pass: Pass, cell: number, found: number, left: number, stale: number): void {
    this.#film.pagesDirtied[this.#row + cell] += found;
    pass.pagesDirtied[cell] += found;
    if (this.#script.skips) pass.pagesSkipped[cell] += left;
    this.#stale[cell] += stale;
  }

  /** Goes on to the frame of `seconds`, and keeps the state that every frame on the way ends with. */
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

  /** The pass under way: a new one if the last is full, or was the last to end with a reading. */
  #openPass(): Pass {
    const { readings, readingsPerPass, lastKind } = this.#script;
    const isLast = this.#readings >= readings;
    const pass = this.#pass;
    const merged = pass === null ? 0 : this.#passes - pass.firstIndex + 1;
    const full = merged >= readingsPerPass || (isLast && merged > 0);
    if (pass !== null && !full) return pass;
    const perCell = () => new Float64Array(this.#film.cells);
    this.#pass = {
      kind: isLast ? lastKind : "round",
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

  /** Whether a word lies in one cell, which is then the cell last met. */
  #inOneCell(word: number): boolean {
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

  /** Visits the cells that a word lies in, each with the mask of its pages. */
  #eachCell(word: number, visit: (cell: number, mask: number) => void): void {
    const { cellStarts, cells } = this.#film;
    const first = word * 32;
    let cell = cellOf(cellStarts, first);
    for (let from = 0; from < 32 && cell < cells; cell++) {
      const to = Math.min(32, cellStarts[cell + 1] - first);
      visit(cell, (-1 << from) & (-1 >>> (32 - to)));
      from = to;
    }
  }
}
