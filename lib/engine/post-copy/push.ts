import { countPages } from "../../bitmap/count.ts";
import { nextSet } from "../../bitmap/next-set.ts";
import { has } from "../../bitmap/page.ts";
import { clearRange } from "../../bitmap/range.ts";
import { belowLowest, lowestBits, popCount } from "../../bitmap/word.ts";
import {
  growQueueAfterResume,
  later,
  nextStart,
  pagesBegunUntil,
  put,
  putUrgently,
  sleepIfFull,
  startBehind,
} from "../link/pipeline.ts";
import { type PageRange, pagesPerHugePage } from "../../scenario/range.ts";
import { reportSent } from "../run/report-sent.ts";
import { hostBytesPerPage, recordPages, type Run, slowStart, zerosIn } from "../run/run.ts";
import { batchSeconds } from "../run/send-all.ts";
import { InFlight, type Receiver } from "./in-flight.ts";

/** Fraction of a burst by which a time may be off because of rounding. */
const ROUNDING = 1e-9;

/** The first version of QEMU in which the thread that receives requests sends urgent pages itself (`migration/ram.c`). */
const URGENT_THREAD_VERSION = 8;

/**
 * A sender that a request has woken reads at most this many pages until it finds the request. Chosen on the runs with
 * `postcopy-preempt` of the part of `data/qemu-recorded.json` to tune on.
 */
const REQUEST_PAGES = 120;

/**
 * The source in the post-copy phase. It pushes the pages that the destination lacks, in ascending order from a cursor,
 * and serves requests first.
 *
 * Invariant: a page of `absent` is either unsent or in flight.
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
  /** Seconds that the wire takes for one burst of the network; 0: pages arrive one by one. */
  #networkBurstSeconds: number;
  /** Pages of a huge page, which QEMU requests, sends and places as a whole; 1 without huge pages. */
  readonly hugePages: number;
  /** When the guest resumed, and how long the wire took to drain a full queue then. */
  readonly #resumedSeconds: number;
  #resumedQueueSeconds: number;
  /** Pages sent without those on the separate connection: tells where the sender's writes begin. */
  #sentPages = 0;
  /** The push continues from this page. */
  #cursor = 0;
  /** In bursts: when the next one may begin, and how many pages of the current one remain. */
  #burstSeconds: number;
  #burstPages: number;
  /** What a batch costs beside its pages, and how many more pages the current batch has space for. */
  readonly #batchSeconds: number;
  #batchPages: number;

  /** Begins to push the pages of `absent` at `fromSeconds`. The receiver removes pages from `absent` as they arrive. */
  constructor(run: Run, absent: Uint32Array, fromSeconds: number) {
    this.#run = run;
    this.#absent = absent;
    this.#unsent = run.pool.copy(absent);
    this.unsentPages = countPages(absent);
    this.lastArrivalSeconds = run.seconds;
    this.#inFlight = new InFlight(absent);
    this.#urgent = new InFlight(absent);
    this.#pageBytes = run.scenario.vm.pageBytes + run.wire.pageHeaderBytes;
    const { vm, migration: { hypervisor } } = run.scenario;
    this.hugePages = hypervisor === "qemu" ? pagesPerHugePage(vm) : 1;
    this.#networkBurstSeconds = run.scenario.network.burstBytes * run.pipeline.wireSecondsPerByte;
    this.#resumedSeconds = run.seconds;
    this.#resumedQueueSeconds = run.pipeline.queueSeconds;
    this.#burstSeconds = run.seconds;
    this.#burstPages = run.scenario.migration.pushPages;
    this.#batchSeconds = batchSeconds(run);
    this.#batchPages = this.#batchSeconds > 0 ? 0 : Infinity;
    run.pipeline.hostFreeSeconds = Math.max(run.pipeline.hostFreeSeconds, fromSeconds);
    // Pushes with pauses need no faster stream.
    const pushes = run.scenario.migration.pushIntervalSeconds === 0;
    if (pushes) run.pipeline.hostFreeSeconds += slowStart(run, run.scenario.vm.memoryBytes, run.freeBytesPerSecond);
    sleepIfFull(run.pipeline);
  }

  /** When `page`, which is absent, arrives; `undefined` while it is unsent. A huge page arrives with its last page. */
  arrivalOf(page: number): number | undefined {
    const last = this.#lastOf(page);
    if (has(this.#unsent, last)) return undefined;
    const urgent = this.#urgent.arrivalOf(last);
    if (urgent !== undefined) return urgent;
    const arrival = this.#inFlight.arrivalOf(last);
    return arrival === undefined ? undefined : this.#burstAfter(arrival);
  }

  /** The end of the network burst in which a page arrives at `seconds`. The last burst ends with its last page. */
  #burstAfter(seconds: number): number {
    const burstSeconds = this.#networkBurstSeconds;
    if (burstSeconds === 0) return seconds;
    const burst = Math.ceil(seconds / burstSeconds - ROUNDING) * burstSeconds;
    return this.unsentPages === 0 ? Math.min(burst, this.lastArrivalSeconds) : burst;
  }

  /** The end of the last network burst that is complete by `seconds`. */
  #burstBefore(seconds: number): number {
    const burstSeconds = this.#networkBurstSeconds;
    if (burstSeconds === 0) return seconds;
    // Slightly more than `#burstAfter` subtracts: a virtual CPU that is woken for a burst must find it.
    return (Math.floor(seconds / burstSeconds + ROUNDING) + 2 * ROUNDING) * burstSeconds;
  }

  /** Delivers the pages that arrive by `seconds` to `receiver`. */
  deliverUntil(seconds: number, receiver: Receiver): void {
    // The last page counts as arrived despite rounding; otherwise the simulation would not advance.
    const all = this.unsentPages === 0 && seconds === this.lastArrivalSeconds;
    this.#inFlight.deliverUntil(all ? Infinity : this.#burstBefore(seconds), receiver);
    this.#urgent.deliverUntil(all ? Infinity : seconds, receiver);
  }

  /** The link has changed at `seconds`: a byte takes `slowdown` times as long now. */
  changeLink(seconds: number, slowdown: number): void {
    const { pipeline, scenario: { network } } = this.#run;
    const arrived = seconds + pipeline.latencySeconds;
    this.#inFlight.stretchAfter(arrived, slowdown);
    this.#urgent.stretchAfter(arrived, slowdown);
    this.lastArrivalSeconds = later(this.lastArrivalSeconds, arrived, slowdown);
    this.#networkBurstSeconds = network.burstBytes * pipeline.wireSecondsPerByte;
    this.#resumedQueueSeconds *= slowdown;
  }

  /** When the wire has carried the last page; infinite while some are unsent. */
  get sentSeconds(): number {
    return this.unsentPages > 0 ? Infinity : this.lastArrivalSeconds - this.#run.pipeline.latencySeconds;
  }

  /**
   * The connection that was lost has been made anew at `seconds`. The destination returns the bitmap of the pages that it has;
   * all others are unsent again, also those that were in flight, and the push begins at the first page (`migration/ram.c`,
   * ram_dirty_bitmap_reload: 16 bytes and one bit a page). Returns when the source goes on.
   */
  reconnect(seconds: number): number {
    const { pipeline, pages } = this.#run;
    this.#unsent.set(this.#absent);
    this.unsentPages = countPages(this.#absent);
    this.#inFlight.clear();
    this.#urgent.clear();
    const bytes = 16 + Math.ceil(pages / 8);
    const known = seconds + 2 * pipeline.latencySeconds + bytes * pipeline.wireSecondsPerByte;
    pipeline.hostFreeSeconds = pipeline.wireFreeSeconds = this.lastArrivalSeconds = known;
    pipeline.asleep = false;
    this.#cursor = 0;
    return known;
  }

  /** A time before which the source does not stop sending, if the link stays as it is. */
  get leastEndSeconds(): number {
    if (this.unsentPages === 0) return this.sentSeconds;
    const { pipeline, zero, wire, scenario: { source } } = this.#run;
    const hostBytes = zero === null ? this.#pageBytes : source.zeroPageSeconds / pipeline.hostSecondsPerByte;
    const wireBytes = zero === null ? this.#pageBytes : wire.zeroPageBytes;
    const first = nextStart(pipeline);
    return startBehind(pipeline, this.unsentPages, Math.min(hostBytes, this.#pageBytes), wireBytes, first);
  }

  /** Whether the source will certainly still read unsent pages after `seconds`. */
  goesOnBeyond(seconds: number): boolean {
    const { pipeline, zero, scenario: { vm, source } } = this.#run;
    const copySeconds = vm.pageBytes * pipeline.hostSecondsPerByte;
    const pageSeconds = zero === null ? copySeconds : Math.min(copySeconds, source.zeroPageSeconds);
    return pipeline.hostFreeSeconds + this.unsentPages * pageSeconds > seconds;
  }

  /** Pushes all pages that can begin before `until`. */
  pushUntil(until: number): void {
    const { pipeline, timeLimitSeconds, scenario: { migration } } = this.#run;
    until = Math.min(until, timeLimitSeconds);
    if (!this.#run.connected) return;
    const inBursts = migration.pushIntervalSeconds > 0;
    while (this.unsentPages > 0) {
      const start = inBursts ? Math.max(nextStart(pipeline), this.#burstSeconds) : nextStart(pipeline);
      if (start >= until) return;
      if (this.#batchPages === 0) {
        pipeline.hostFreeSeconds = start + this.#batchSeconds;
        this.#batchPages = migration.batchPages;
        continue;
      }
      this.#moveCursor();
      const limit = Math.min(
        pagesBegunUntil(pipeline, this.#pageBytes, start, until),
        inBursts ? this.#burstPages : Infinity,
        this.#batchPages,
      );
      const sent = this.#sendStretch(limit, start) || this.#sendWord(limit, start);
      this.#batchPages -= sent;
      if (inBursts && (this.#burstPages -= sent) === 0) {
        this.#burstSeconds = Math.max(this.#burstSeconds + migration.pushIntervalSeconds, start);
        this.#burstPages = migration.pushPages;
      }
    }
  }

  /**
   * Serves a request that reaches the source at `seconds`: sends the page and its neighbors next, unless the page has been
   * sent already. Returns when the page arrives; infinite if the source cannot send it before the time limit.
   */
  serve(page: number, seconds: number): number {
    if (!this.#run.connected) return this.arrivalOf(page) ?? Infinity;
    const last = this.#lastOf(page);
    if (has(this.#unsent, last)) {
      const { preempt, prepullPages, faultMovesCursor } = this.#run.scenario.migration;
      if (preempt) this.#serveUrgently(page, seconds);
      else {
        this.#finishWrite();
        if (this.#batchSeconds > 0) {
          // A batch of its own. The batch that is being pushed has been paid for.
          const { pipeline } = this.#run;
          pipeline.hostFreeSeconds = Math.max(seconds, nextStart(pipeline)) + this.#batchSeconds;
        }
        const from = last + 1 - this.hugePages;
        this.#fetch(from, last + 1, seconds);
        // The neighbors of a page of a huge page have come with it.
        if (this.hugePages === 1) {
          const first = page - Math.floor(prepullPages / 2);
          this.#fetch(first, first + prepullPages + 1, seconds);
        }
        if (faultMovesCursor) this.#cursor = from;
      }
    }
    if (has(this.#unsent, last)) return Infinity;
    return this.arrivalOf(page) ?? seconds;
  }

  /** The last of the pages that move with `page`. */
  #lastOf(page: number): number {
    return this.hugePages === 1 ? page : page - page % this.hugePages + this.hugePages - 1;
  }

  /** The pages that move with `page`. */
  #hugePage(page: number): PageRange {
    const to = this.#lastOf(page) + 1;
    return { from: to - this.hugePages, to };
  }

  /** Serves a request over the separate connection. */
  #serveUrgently(page: number, seconds: number): void {
    const { pipeline, scenario: { migration: { hypervisor, qemuVersion } } } = this.#run;
    const { from, to } = this.#hugePage(page);
    // A huge page that the push has begun is left to it.
    if (!has(this.#unsent, from)) return this.#fetch(from, to, seconds);
    if (hypervisor !== "qemu" || qemuVersion >= URGENT_THREAD_VERSION) return this.#sendUrgently(from, to, seconds);
    // The thread that pushes serves the request, after the write that blocks it, and pushes on from there.
    this.#wakeByRequest(seconds);
    this.#finishWrite();
    if (!has(this.#unsent, from)) return this.#fetch(from, to, seconds);
    const start = Math.max(seconds, nextStart(pipeline));
    pipeline.hostFreeSeconds = start;
    pipeline.asleep = false;
    this.#sendUrgently(from, to, start);
    this.#cursor = from;
  }

  /**
   * Lets a request wake a sender that sleeps before a full queue: requests come in on the same socket, and Linux wakes all
   * threads that wait for it (`net/core/sock.c`: `sock_def_readable`). The sender finds the request if the rest of its write
   * fits into the queue, and if the thread that receives requests is done before a further write blocks. Otherwise it fills
   * the queue and sleeps again.
   */
  #wakeByRequest(seconds: number): void {
    const { pipeline, random, scenario: { migration: { batchPages } } } = this.#run;
    if (!pipeline.asleep) return;
    const space = pipeline.queueSeconds - (pipeline.wireFreeSeconds - seconds);
    const spacePages = Math.floor(space / (this.#pageBytes * pipeline.wireSecondsPerByte));
    if (spacePages <= 0) return;
    const left = (batchPages - this.#sentPages % batchPages) % batchPages;
    const more = batchPages * (1 + Math.floor((spacePages - left) / batchPages));
    const finds = left <= spacePages && random.uniform() * REQUEST_PAGES < more;
    pipeline.asleep = false;
    pipeline.hostFreeSeconds = Math.max(pipeline.hostFreeSeconds, seconds);
    this.#pushPages(finds ? left : spacePages);
    pipeline.asleep = !finds;
  }

  /** Pushes pages from the cursor on, as soon as the queue has space, before the time limit. */
  #pushPages(count: number): void {
    const { pipeline, timeLimitSeconds } = this.#run;
    let left = count;
    while (left > 0 && this.unsentPages > 0 && nextStart(pipeline) < timeLimitSeconds) {
      this.#moveCursor();
      left -= this.#sendWord(left, nextStart(pipeline));
    }
  }

  /**
   * Sends the rest of the huge page that the push has begun, and of the write in which a full queue made the sender sleep. It
   * looks at requests between these.
   */
  #finishWrite(): void {
    const { pipeline, scenario: { migration: { batchPages } } } = this.#run;
    if (this.#cursor % this.hugePages > 0) {
      const { from, to } = this.#hugePage(this.#cursor);
      this.#fetch(from, to, nextStart(pipeline));
    }
    if (!pipeline.asleep) return;
    this.#pushPages((batchPages - this.#sentPages % batchPages) % batchPages);
  }

  /** Moves the cursor to the next unsent page; there is one. */
  #moveCursor(): void {
    const next = nextSet(this.#unsent, this.#cursor);
    this.#cursor = next >= 0 ? next : nextSet(this.#unsent, 0);
  }

  /**
   * Sends the unsent pages of `from` to `to` - 1, clamped to memory, at `seconds` or when the queue has space, if that is
   * before the time limit.
   */
  #fetch(from: number, to: number, seconds: number): void {
    const { pipeline, timeLimitSeconds } = this.#run;
    const end = Math.min(to, this.#run.pages);
    for (let page = Math.max(0, from); page < end;) {
      const word = Math.floor(page / 32);
      const below = end - word * 32;
      const mask = this.#unsent[word] & (-1 << (page & 31)) & (below < 32 ? ~(-1 << below) : -1);
      if (mask !== 0) {
        const start = Math.max(seconds, nextStart(pipeline));
        if (start >= timeLimitSeconds) return;
        this.#send(word, mask, start);
      }
      page = word * 32 + 32;
    }
  }

  /** Sends the pages `mask` of `word` from `start` on. */
  #send(word: number, mask: number, start: number): void {
    const count = popCount(mask);
    const hostBytes = hostBytesPerPage(this.#run, count, zerosIn(this.#run, word, mask));
    const bytes = this.#record(word, mask, start);
    const first = this.#firstArrival(hostBytes, bytes, start);
    this.#inFlight.addWord(word, mask, first, this.#put(count, hostBytes, bytes, start));
  }

  /** Sends the pages `from` to `to` - 1 from `start` on over the connection reserved for demand pages. */
  #sendUrgently(from: number, to: number, start: number): void {
    const run = this.#run;
    if (start >= run.timeLimitSeconds) return;
    const { pipeline } = run;
    const before = this.unsentPages;
    const urgent: [word: number, mask: number][] = [];
    let [hostBytes, bytes] = [0, 0];
    for (let page = from; page < to; page = Math.floor(page / 32) * 32 + 32) {
      const word = Math.floor(page / 32);
      const mask = (-1 << (page & 31)) & (to - word * 32 < 32 ? ~(-1 << (to - word * 32)) : -1);
      const count = popCount(mask);
      hostBytes += count * hostBytesPerPage(run, count, zerosIn(run, word, mask));
      bytes += count * this.#record(word, mask, start);
      urgent.push([word, mask]);
    }
    const pages = before - this.unsentPages;
    const arrival = putUrgently(pipeline, hostBytes / pages, bytes / pages, start, pages);
    for (const [word, mask] of urgent) this.#urgent.addWord(word, mask, arrival, arrival);
    this.lastArrivalSeconds = Math.max(this.lastArrivalSeconds, arrival);
  }

  /** Records the pages `mask` of `word` as sent. Returns the mean of their bytes on the wire. */
  #record(word: number, mask: number, start: number): number {
    const run = this.#run;
    const count = popCount(mask);
    this.#unsent[word] &= ~mask;
    this.unsentPages -= count;
    const zeros = zerosIn(run, word, mask);
    run.observer.sent?.(word, mask, start);
    return recordPages(run, count - zeros, zeros) / count;
  }

  /** The arrival of the first page if pages are sent from `start` on. */
  #firstArrival(hostBytes: number, bytes: number, start: number): number {
    const { pipeline } = this.#run;
    return Math.max(start + hostBytes * pipeline.hostSecondsPerByte, pipeline.wireFreeSeconds) +
      bytes * pipeline.wireSecondsPerByte + pipeline.latencySeconds;
  }

  /** Puts `count` pages into the pipeline, each of `bytes` on the wire. Returns when the last arrives. */
  #put(count: number, hostBytes: number, bytes: number, start: number): number {
    const { pipeline, scenario: { network, migration } } = this.#run;
    const arrival = put(pipeline, count, hostBytes, bytes, start);
    this.#sentPages += count;
    sleepIfFull(pipeline, count, bytes, start);
    if (migration.hypervisor === "qemu") {
      const seconds = nextStart(pipeline) - this.#resumedSeconds;
      growQueueAfterResume(pipeline, network, seconds, this.#resumedQueueSeconds);
    }
    this.lastArrivalSeconds = Math.max(this.lastArrivalSeconds, arrival);
    return arrival;
  }

  /**
   * Sends up to `limit` unsent pages from the cursor on as one stretch, up to the first word that is not plain, and
   * moves the cursor past them. Returns how many pages it sent.
   */
  #sendStretch(limit: number, start: number): number {
    const run = this.#run;
    const from = this.#cursor;
    const { pages, to } = this.#plainStretch(from, limit);
    if (pages === 0) return 0;
    reportSent(
      run,
      this.#unsent,
      from,
      to,
      (before) => startBehind(run.pipeline, before, run.scenario.vm.pageBytes, this.#pageBytes, start),
    );
    clearRange(this.#unsent, from, to);
    this.unsentPages -= pages;
    recordPages(run, pages, 0);
    const { pageBytes } = run.scenario.vm;
    const first = this.#firstArrival(pageBytes, this.#pageBytes, start);
    this.#inFlight.addRange(from, to, pages, first, this.#put(pages, pageBytes, this.#pageBytes, start));
    this.#cursor = to;
    return pages;
  }

  /**
   * At most `limit` unsent pages from `from` on, and the page after them. The stretch ends before the first word that is not
   * plain: one with zero pages, which take less time, or with pages in flight.
   */
  #plainStretch(from: number, limit: number): { pages: number; to: number } {
    const { zero } = this.#run;
    const unsent = this.#unsent;
    const absent = this.#absent;
    let ahead = -1 << (from & 31);
    let pages = 0;
    let to = from;
    for (let word = Math.floor(from / 32); pages < limit && word < unsent.length; word++, ahead = -1) {
      const waiting = unsent[word] & ahead;
      const plain = waiting === (absent[word] & ahead) && (zero === null || (zero[word] & waiting) === 0);
      if (!plain) break;
      const taken = lowestBits(waiting, limit - pages);
      pages += popCount(taken);
      to = word * 32 + 32 - (taken === waiting ? 0 : Math.clz32(taken));
    }
    return { pages, to };
  }

  /** Sends at most `limit` unsent pages of one kind of the cursor's word, from the cursor on. Returns how many. */
  #sendWord(limit: number, start: number): number {
    const word = Math.floor(this.#cursor / 32);
    const waiting = this.#unsent[word] & (-1 << (this.#cursor & 31));
    const zeros = this.#run.zero === null ? 0 : this.#run.zero[word] & waiting;
    const others = (zeros & waiting & -waiting) !== 0 ? waiting & ~zeros : zeros;
    const mask = lowestBits(waiting & belowLowest(others), limit);
    this.#send(word, mask, start);
    return popCount(mask);
  }
}
