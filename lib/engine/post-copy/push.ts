import { belowLowest } from "../../bitmap/below-lowest.ts";
import { countPages } from "../../bitmap/count-pages.ts";
import { has } from "../../bitmap/has.ts";
import { lowestBits } from "../../bitmap/lowest-bits.ts";
import { nextSet } from "../../bitmap/next-set.ts";
import { popCount } from "../../bitmap/pop-count.ts";
import { InFlight, type Landing } from "./in-flight.ts";
import { nextStart, pagesUntilFull, put, putUrgently, startBehind, stepSeconds } from "../link/pipeline.ts";
import { bookPages, type Run, zeroesIn } from "../run/run.ts";
import { batchSeconds } from "../run/send-all.ts";

/** Bursts by which a time may be off by rounding. */
const ROUNDING = 1e-9;

/**
 * The source in stage three: it pushes the pages that the destination lacks, in ascending order from a cursor on, and
 * serves requests before it pushes on.
 *
 * Invariant: a page is unsent, under way, or no longer in `absent`; never two of these.
 */
export class Push {
  /** Pages not sent yet. */
  unsentPages: number;
  /** When the last page sent so far arrives. */
  lastArrivalSeconds: number;
  readonly #run: Run;
  readonly #absent: Uint32Array;
  readonly #unsent: Uint32Array;
  readonly #inFlight: InFlight;
  readonly #urgent: InFlight;
  readonly #pageBytes: number;
  /** The push goes on from this page. */
  #cursor = 0;
  /** In bursts: when the next may begin, and how many pages of it are still to go. */
  #burstSeconds: number;
  #burstPages: number;
  /** What a batch costs beside its pages, and how many pages the batch being pushed has room for. */
  readonly #batchSeconds: number;
  #batchRoom: number;

  /** Begins to push the pages of `absent`, which its owner clears as they land, at `fromSeconds`. */
  constructor(run: Run, absent: Uint32Array, fromSeconds: number) {
    this.#run = run;
    this.#absent = absent;
    this.#unsent = run.createSet();
    this.#unsent.set(absent);
    this.unsentPages = countPages(absent);
    this.lastArrivalSeconds = run.seconds;
    this.#inFlight = new InFlight(absent);
    this.#urgent = new InFlight(absent);
    this.#pageBytes = run.scenario.vm.pageBytes + run.wire.pageHeaderBytes;
    this.#burstSeconds = run.seconds;
    this.#burstPages = run.scenario.migration.pushPages;
    this.#batchSeconds = batchSeconds(run);
    this.#batchRoom = this.#batchSeconds > 0 ? 0 : Infinity;
    run.pipeline.hostFreeSeconds = Math.max(run.pipeline.hostFreeSeconds, fromSeconds);
  }

  /** When `page`, absent, will arrive; `undefined` while it is unsent. */
  arrivalOf(page: number): number | undefined {
    if (has(this.#unsent, page)) return undefined;
    const urgent = this.#urgent.arrivalOf(page);
    if (urgent !== undefined) return urgent;
    const arrival = this.#inFlight.arrivalOf(page);
    return arrival === undefined ? undefined : this.#burstAfter(arrival);
  }

  /** When the burst has come in whole that a page arriving at `seconds` belongs to; the last one ends with its last page. */
  #burstAfter(seconds: number): number {
    const { burstSeconds } = this.#run.scenario.network;
    if (burstSeconds === 0) return seconds;
    const burst = Math.ceil(seconds / burstSeconds - ROUNDING) * burstSeconds;
    return this.unsentPages === 0 ? Math.min(burst, this.lastArrivalSeconds) : burst;
  }

  /** The end of the last burst that has come in whole by `seconds`. */
  #burstBefore(seconds: number): number {
    const { burstSeconds } = this.#run.scenario.network;
    if (burstSeconds === 0) return seconds;
    // A little more than the other way, so that who is woken for a burst finds it.
    return (Math.floor(seconds / burstSeconds + ROUNDING) + 2 * ROUNDING) * burstSeconds;
  }

  /** Hands what has arrived by `seconds` to `landing`. */
  landUntil(seconds: number, landing: Landing): void {
    // The last page lands whatever rounding says, or time would stand still.
    const all = this.unsentPages === 0 && seconds === this.lastArrivalSeconds;
    this.#inFlight.landUntil(all ? Infinity : this.#burstBefore(seconds), landing);
    this.#urgent.landUntil(all ? Infinity : seconds, landing);
  }

  /** Whether the source, from where it is, is certain to read unsent pages beyond `seconds`. */
  goesOnBeyond(seconds: number): boolean {
    const { pipeline, scenario: { vm } } = this.#run;
    return pipeline.hostFreeSeconds + this.unsentPages * vm.pageBytes * pipeline.hostSecondsPerByte > seconds;
  }

  /** Pushes in the background all that can begin before `until`. */
  pushUntil(until: number): void {
    const { pipeline, timeLimitSeconds, scenario: { migration } } = this.#run;
    until = Math.min(until, timeLimitSeconds);
    const inBursts = migration.pushIntervalSeconds > 0;
    while (this.unsentPages > 0) {
      const start = inBursts ? Math.max(nextStart(pipeline), this.#burstSeconds) : nextStart(pipeline);
      if (start >= until) return;
      if (this.#batchRoom === 0) {
        pipeline.hostFreeSeconds = start + this.#batchSeconds;
        this.#batchRoom = migration.batchPages;
        continue;
      }
      this.#advance();
      const step = stepSeconds(pipeline, this.#pageBytes, start);
      const limit = Math.min(
        step > 0 ? Math.ceil((until - start) / step) : Infinity,
        inBursts ? this.#burstPages : Infinity,
        this.#batchRoom,
        pagesUntilFull(pipeline, this.#pageBytes, start),
      );
      const sent = this.#sendStretch(limit, start) || this.#sendWord(limit, start);
      this.#batchRoom -= sent;
      if (inBursts && (this.#burstPages -= sent) === 0) {
        this.#burstSeconds = Math.max(this.#burstSeconds + migration.pushIntervalSeconds, start);
        this.#burstPages = migration.pushPages;
      }
    }
  }

  /**
   * Serves a request that reached the source at `seconds`: sends the page and its neighbors next, unless it has left
   * already. Returns when the page arrives.
   */
  serve(page: number, seconds: number): number {
    if (has(this.#unsent, page)) {
      const { migration } = this.#run.scenario;
      if (migration.preempt) this.#sendUrgently(page, seconds);
      else {
        // A batch of its own, in which the page itself goes first; what was being pushed is mapped already.
        if (this.#batchSeconds > 0) {
          const { pipeline } = this.#run;
          pipeline.hostFreeSeconds = Math.max(seconds, nextStart(pipeline)) + this.#batchSeconds;
        }
        this.#fetch(page, page + 1, seconds);
        const first = page - Math.floor(migration.prepullPages / 2);
        this.#fetch(first, first + migration.prepullPages + 1, seconds);
        if (migration.faultMovesCursor) {
          this.#cursor = page;
        }
      }
    }
    return this.arrivalOf(page) ?? seconds;
  }

  /** Moves the cursor to the next unsent page; there is one. */
  #advance(): void {
    const next = nextSet(this.#unsent, this.#cursor);
    this.#cursor = next >= 0 ? next : nextSet(this.#unsent, 0);
  }

  /** Sends the unsent pages of `from` to `to` - 1, as far as there are such pages, at `seconds` or as the queue has room. */
  #fetch(from: number, to: number, seconds: number): void {
    const end = Math.min(to, this.#run.pages);
    for (let page = Math.max(0, from); page < end;) {
      const word = Math.floor(page / 32);
      const below = end - word * 32;
      const mask = this.#unsent[word] & (-1 << (page & 31)) & (below < 32 ? ~(-1 << below) : -1);
      if (mask !== 0) this.#send(word, mask, Math.max(seconds, nextStart(this.#run.pipeline)));
      page = word * 32 + 32;
    }
  }

  /** Takes pages of one word off the unsent ones and books them; returns the bytes of each. */
  #book(word: number, mask: number, start: number): number {
    const run = this.#run;
    const count = popCount(mask);
    this.#unsent[word] &= ~mask;
    this.unsentPages -= count;
    const zeroes = zeroesIn(run, word, mask);
    run.observer.sent?.(word, mask, start);
    return bookPages(run, count - zeroes, zeroes) / count;
  }

  /** Sends the pages of `mask` from `start` on. */
  #send(word: number, mask: number, start: number): void {
    const { pipeline, scenario: { vm } } = this.#run;
    const count = popCount(mask);
    const bytes = this.#book(word, mask, start);
    const first = this.#firstArrival(bytes, start);
    const arrival = put(pipeline, count, vm.pageBytes, bytes, start);
    this.#inFlight.push(word, mask, first, count > 1 ? (arrival - first) / (count - 1) : 0);
    this.lastArrivalSeconds = Math.max(this.lastArrivalSeconds, arrival);
  }

  /** Sends one page at `start` over the connection that demand pages have to themselves. */
  #sendUrgently(page: number, start: number): void {
    const { pipeline, scenario: { vm } } = this.#run;
    const word = Math.floor(page / 32);
    const mask = 1 << (page & 31);
    const bytes = this.#book(word, mask, start);
    const arrival = putUrgently(pipeline, vm.pageBytes, bytes, start);
    this.#urgent.push(word, mask, arrival, 0);
    this.lastArrivalSeconds = Math.max(this.lastArrivalSeconds, arrival);
  }

  /**
   * Sends the next `limit` unsent pages from the cursor on as one stretch, and moves the cursor behind them. It ends early
   * before a word with zero pages, which go faster, and before one with pages under way. Returns how many were sent, 0 where
   * there is no such stretch.
   */
  #sendStretch(limit: number, start: number): number {
    const { pipeline, zero, observer, scenario: { vm } } = this.#run;
    const unsent = this.#unsent;
    const absent = this.#absent;
    const from = this.#cursor;
    let word = Math.floor(from / 32);
    let ahead = -1 << (from & 31);
    let count = 0;
    let to = from;
    for (; count < limit && word < unsent.length; word++, ahead = -1) {
      const waiting = unsent[word] & ahead;
      if (waiting !== (absent[word] & ahead) || (zero !== null && (zero[word] & waiting) !== 0)) break;
      const room = limit - count;
      const inWord = popCount(waiting);
      const taken = inWord <= room ? waiting : lowestBits(waiting, room);
      if (taken !== 0 && observer.sent !== undefined) {
        observer.sent(word, taken, startBehind(pipeline, count, vm.pageBytes, this.#pageBytes, start));
      }
      count += Math.min(inWord, room);
      to = inWord <= room ? word * 32 + 32 : word * 32 + 32 - Math.clz32(taken);
      unsent[word] &= ~taken;
    }
    if (count === 0) return 0;
    this.unsentPages -= count;
    bookPages(this.#run, count, 0);
    const first = this.#firstArrival(this.#pageBytes, start);
    const arrival = put(pipeline, count, vm.pageBytes, this.#pageBytes, start);
    this.#inFlight.pushStretch(from, to, count, first, count > 1 ? (arrival - first) / (count - 1) : 0);
    this.lastArrivalSeconds = Math.max(this.lastArrivalSeconds, arrival);
    this.#cursor = to;
    return count;
  }

  /** Sends at most `limit` of the unsent pages of the cursor's word, from the cursor on; returns how many. */
  #sendWord(limit: number, start: number): number {
    const word = Math.floor(this.#cursor / 32);
    const waiting = this.#unsent[word] & (-1 << (this.#cursor & 31));
    const zeroes = this.#run.zero === null ? 0 : this.#run.zero[word] & waiting;
    const others = (zeroes & waiting & -waiting) !== 0 ? waiting & ~zeroes : zeroes;
    const mask = lowestBits(waiting & belowLowest(others), limit);
    this.#send(word, mask, start);
    return popCount(mask);
  }

  /** When the first page of `bytes` on the wire arrives of those about to be sent from `start` on. */
  #firstArrival(bytes: number, start: number): number {
    const { pipeline, scenario: { vm } } = this.#run;
    return Math.max(start + vm.pageBytes * pipeline.hostSecondsPerByte, pipeline.wireFreeSeconds) +
      bytes * pipeline.wireSecondsPerByte + pipeline.latencySeconds;
  }
}
