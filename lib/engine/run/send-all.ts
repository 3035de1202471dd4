import { countRange } from "../../bitmap/count.ts";
import { popCount } from "../../bitmap/word.ts";
import { demand, isBeyondLink, passWork, untilChange } from "./link-clock.ts";
import type { Steps } from "./steps.ts";
import type { Round } from "./result.ts";
import { freeDemand, hostSeconds, liveDemand, passStopped, passUntilLimit, recordPages } from "./run.ts";
import { type Run, slowStart, zerosIn } from "./run.ts";

/** How {@linkcode sendAll} sends. */
export interface SendAllOptions {
  /** How many pages the set holds. */
  pages: number;
  /**
   * Whether the guest runs at the source or is stopped. While it runs, the cap applies, and sending ends at the time limit
   * with the last whole word that was sent by then.
   */
  guest: Round["guest"];
}

/** The first words of a set: their number, their pages, and how many of these are zero pages. */
interface Part {
  words: number;
  pages: number;
  zeros: number;
}

const NOTHING: Part = { words: 0, pages: 0, zeros: 0 };

/**
 * Sends all pages of `set` in ascending order, without looking at the dirty log. At a change of the link, the part of the
 * set that has been sent is recorded, and the rest goes on at the new rate.
 */
export function* sendAll(run: Run, set: Uint32Array, { pages, guest }: SendAllOptions): Steps<void> {
  const pass = guest === "running" ? passUntilLimit : passStopped;
  pass(run, slowStart(run, pages * run.scenario.vm.pageBytes, rateOf(run, guest)));
  const whole = { words: set.length, pages, zeros: zerosOf(run, set) };
  const mostBytesPerSecond = partBytes(run, whole) / partSeconds(run, whole, Infinity);
  yield* demand(run, Math.min(mostBytesPerSecond || 0, guest === "running" ? liveDemand(run) : freeDemand(run)));
  let done = NOTHING;
  let begun = 0;
  for (;;) {
    const bytesPerSecond = rateOf(run, guest);
    const gone = secondsUpTo(run, set, { done, begun, bytesPerSecond });
    const seconds = partSeconds(run, whole, bytesPerSecond) - gone;
    const secondsLeft = guest === "running" ? run.timeLimitSeconds - run.seconds : Infinity;
    const inTime = seconds < secondsLeft;
    if (!isBeyondLink(run, run.seconds + Math.min(seconds, secondsLeft))) {
      const part = inTime ? whole : partWithin(run, set, { done, seconds: gone + secondsLeft, bytesPerSecond });
      recordPart(run, set, done, part);
      return pass(run, inTime ? seconds : secondsLeft);
    }
    if (run.changes.length > 0) {
      const untilSeconds = gone + Math.max(0, run.changes[0].seconds - run.seconds);
      const part = partWithin(run, set, { done, seconds: untilSeconds, bytesPerSecond });
      recordPart(run, set, done, part);
      done = part;
      begun = begunAt(run, set, { done, seconds: untilSeconds, bytesPerSecond });
    }
    yield* untilChange(run, run.seconds + seconds, pass);
  }
}

/** The rate at which pages move: while the guest runs, the cap applies. */
function rateOf(run: Run, guest: Round["guest"]): number {
  return guest === "running" ? run.liveBytesPerSecond : run.freeBytesPerSecond;
}

/** Where a set has been sent up to: a part of it, and a share of its next word. */
interface Position {
  done: Part;
  begun: number;
  bytesPerSecond: number;
}

/** The time that it takes to send a set up to a position. */
function secondsUpTo(run: Run, set: Uint32Array, { done, begun, bytesPerSecond }: Position): number {
  if (done.words === 0 && begun === 0) return 0;
  const seconds = partSeconds(run, done, bytesPerSecond);
  return begun === 0
    ? seconds
    : seconds + begun * (partSeconds(run, wordMore(run, set, done), bytesPerSecond) - seconds);
}

/** A part of a set that is known to be sent within some seconds, and the rate. */
interface Within {
  done: Part;
  seconds: number;
  bytesPerSecond: number;
}

/** The share of the word after `done` that is sent within `seconds`. */
function begunAt(run: Run, set: Uint32Array, { done, seconds, bytesPerSecond }: Within): number {
  if (done.words === set.length) return 0;
  const before = partSeconds(run, done, bytesPerSecond);
  const word = partSeconds(run, wordMore(run, set, done), bytesPerSecond) - before;
  return word > 0 ? Math.min(1, Math.max(0, (seconds - before) / word)) : 0;
}

function recordPart(run: Run, set: Uint32Array, done: Part, part: Part): void {
  const more = { words: part.words, pages: part.pages - done.pages, zeros: part.zeros - done.zeros };
  observeSent(run, set, done.words, more);
  run.result.bytesTransferred += headerBytes(run, part) - headerBytes(run, done);
  recordPages(run, more.pages - more.zeros, more.zeros);
}

function zerosOf(run: Run, set: Uint32Array): number {
  if (run.zero === null) return 0;
  let zeros = 0;
  for (let word = 0; word < set.length; word++) zeros += zerosIn(run, word, set[word]);
  return zeros;
}

/** Words that are looked at together before they are looked at one by one. */
const BLOCK_WORDS = 512;

/** The part of `set` that is sent within `seconds`; at least `done`. */
function partWithin(run: Run, set: Uint32Array, { done, seconds, bytesPerSecond }: Within): Part {
  let part = done;
  while (run.zero === null && part.words + BLOCK_WORDS <= set.length) {
    const words = part.words + BLOCK_WORDS;
    const next = { words, pages: part.pages + countRange(set, part.words * 32, words * 32), zeros: 0 };
    if (partSeconds(run, next, bytesPerSecond) > seconds) break;
    part = next;
  }
  while (part.words < set.length) {
    const next = wordMore(run, set, part);
    if (partSeconds(run, next, bytesPerSecond) > seconds) break;
    part = next;
  }
  return part;
}

/** A part with one word more. */
function wordMore(run: Run, set: Uint32Array, { words, pages, zeros }: Part): Part {
  const mask = set[words];
  return { words: words + 1, pages: pages + popCount(mask), zeros: zeros + zerosIn(run, words, mask) };
}

/** The time that sending a part takes: the slower of the source and the wire, the batches, and the walk over its words. */
function partSeconds(run: Run, part: Part, bytesPerSecond: number): number {
  const { words, pages, zeros } = part;
  const bytes = partBytes(run, part);
  const walked = words * 32 < run.pages ? words * 32 : run.pages + unpopulatedPages(run);
  return Math.max(bytes / bytesPerSecond, hostSeconds(run, pages, zeros)) +
    batchesOf(run, pages) * batchSeconds(run) + walkSeconds(run, walked);
}

function partBytes(run: Run, part: Part): number {
  const { wire, scenario: { vm } } = run;
  return headerBytes(run, part) +
    ((part.pages - part.zeros) * (wire.pageHeaderBytes + vm.pageBytes) + part.zeros * wire.zeroPageBytes);
}

function batchesOf({ scenario: { migration } }: Run, pages: number): number {
  return Math.ceil(pages / migration.batchPages);
}

function headerBytes(run: Run, { pages }: Part): number {
  return batchesOf(run, pages) * run.wire.batchHeaderBytes;
}

/** Tells the observer of each word that is sent. Pages that are not zero pages take equal times. */
function observeSent(run: Run, set: Uint32Array, from: number, { words, pages }: Part): void {
  const { wire, scenario: { vm }, observer } = run;
  if (observer.sent === undefined) return;
  const bytesPerSecond = rateOf(run, run.phase?.guest === "source" ? "running" : "stopped");
  const startSeconds = run.seconds;
  const batchesSeconds = batchesOf(run, pages) * batchSeconds(run);
  const pageSeconds = (vm.pageBytes + wire.pageHeaderBytes) / bytesPerSecond + batchesSeconds / (pages || 1);
  let slow = 0;
  for (let word = from; word < words; word++) {
    const mask = set[word];
    if (mask === 0) continue;
    slow += popCount(mask) - zerosIn(run, word, mask);
    observer.sent(word, mask, startSeconds + slow * pageSeconds);
  }
}

/**
 * Examines the frames that hold no memory and sends a header for each, in batches. Time passes as the slower of the source
 * and the wire needs it.
 *
 * Xen lists a frame of type XTAB without data (`xg_sr_save.c`, `write_batch`). Xen 4.1 drops a batch that has only such
 * frames (`xc_domain_save.c`).
 */
export function* sendUnpopulated(run: Run, { guest }: Pick<SendAllOptions, "guest">): Steps<void> {
  const { wire, scenario: { source, migration: { hypervisor, batchPages } } } = run;
  const pages = unpopulatedPages(run);
  if (pages === 0) return;
  const bytesOf = (pages: number) =>
    hypervisor === "xen-4.1" ? 0 : pages * wire.pageHeaderBytes + Math.ceil(pages / batchPages) * wire.batchHeaderBytes;
  const secondsOf = () => Math.max(bytesOf(pages) / rateOf(run, guest), pages * source.unpopulatedSecondsPerPage);
  const seconds = secondsOf();
  const secondsLeft = guest === "running" ? Math.max(0, run.timeLimitSeconds - run.seconds) : Infinity;
  run.result.bytesTransferred += bytesOf(seconds <= secondsLeft ? pages : Math.floor(pages * secondsLeft / seconds));
  yield* passWork(run, secondsOf, guest === "running" ? passUntilLimit : passStopped);
}

/** Frames without memory that Xen examines. QEMU migrates blocks of memory, which have none. */
function unpopulatedPages({ scenario: { vm, migration } }: Run): number {
  return migration.hypervisor === "qemu" ? 0 : vm.unpopulatedPages;
}

/** Time that a batch costs the source besides its pages. QEMU has no batches. */
export function batchSeconds({ scenario: { source, migration } }: Run): number {
  return migration.hypervisor === "qemu" ? 0 : source.batchSeconds;
}

/** Time that the source takes to examine `pages` pages of a bitmap. */
export function walkSeconds(run: Run, pages: number): number {
  return pages * run.scenario.source.walkSecondsPerPage;
}
