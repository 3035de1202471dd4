import { popCount } from "../../bitmap/word.ts";
import type { Round } from "./result.ts";
import { hostSeconds, passStopped, passUntilLimit, recordPages, type Run, slowStart, zerosIn } from "./run.ts";

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

/** Sends all pages of `set` in ascending order, without looking at the dirty log. */
export function sendAll(run: Run, set: Uint32Array, { pages, guest }: SendAllOptions): void {
  const { bytesPerSecond, pass } = pathOf(run, guest);
  pass(run, slowStart(run, pages * run.scenario.vm.pageBytes, bytesPerSecond));
  const whole = { words: set.length, pages, zeros: zerosOf(run, set) };
  const secondsLeft = guest === "running" ? run.timeLimitSeconds - run.seconds : Infinity;
  const inTime = partSeconds(run, whole, bytesPerSecond) < secondsLeft;
  const part = inTime ? whole : partWithin(run, set, secondsLeft, bytesPerSecond);
  observeSent(run, set, part, bytesPerSecond);
  run.result.bytesTransferred += headerBytes(run, part);
  recordPages(run, part.pages - part.zeros, part.zeros);
  pass(run, inTime ? partSeconds(run, part, bytesPerSecond) : secondsLeft);
}

/** The rate at which pages move, and how time passes meanwhile. */
function pathOf(run: Run, guest: Round["guest"]) {
  return guest === "running"
    ? { bytesPerSecond: run.liveBytesPerSecond, pass: passUntilLimit }
    : { bytesPerSecond: run.freeBytesPerSecond, pass: passStopped };
}

function zerosOf(run: Run, set: Uint32Array): number {
  if (run.zero === null) return 0;
  let zeros = 0;
  for (let word = 0; word < set.length; word++) zeros += zerosIn(run, word, set[word]);
  return zeros;
}

/** The part of `set` that is sent within `seconds`. */
function partWithin(run: Run, set: Uint32Array, seconds: number, bytesPerSecond: number): Part {
  let part: Part = { words: 0, pages: 0, zeros: 0 };
  for (let word = 0; word < set.length; word++) {
    const mask = set[word];
    const next = {
      words: word + 1,
      pages: part.pages + popCount(mask),
      zeros: part.zeros + zerosIn(run, word, mask),
    };
    if (partSeconds(run, next, bytesPerSecond) > seconds) break;
    part = next;
  }
  return part;
}

/** The time that sending a part takes: the slower of the source and the wire, the batches, and the walk over its words. */
function partSeconds(run: Run, part: Part, bytesPerSecond: number): number {
  const { words, pages, zeros } = part;
  const { wire, scenario: { vm } } = run;
  const bytes = headerBytes(run, part) +
    ((pages - zeros) * (wire.pageHeaderBytes + vm.pageBytes) + zeros * wire.zeroPageBytes);
  const walked = words * 32 < run.pages ? words * 32 : run.pages + unpopulatedPages(run);
  return Math.max(bytes / bytesPerSecond, hostSeconds(run, pages, zeros)) +
    batchesOf(run, pages) * batchSeconds(run) + walkSeconds(run, walked);
}

function batchesOf({ scenario: { migration } }: Run, pages: number): number {
  return Math.ceil(pages / migration.batchPages);
}

function headerBytes(run: Run, { pages }: Part): number {
  return batchesOf(run, pages) * run.wire.batchHeaderBytes;
}

/** Tells the observer of each word that is sent. Pages that are not zero pages take equal times. */
function observeSent(run: Run, set: Uint32Array, { words, pages }: Part, bytesPerSecond: number): void {
  const { wire, scenario: { vm }, observer } = run;
  if (observer.sent === undefined) return;
  const startSeconds = run.seconds;
  const batchesSeconds = batchesOf(run, pages) * batchSeconds(run);
  const pageSeconds = (vm.pageBytes + wire.pageHeaderBytes) / bytesPerSecond + batchesSeconds / (pages || 1);
  let slow = 0;
  for (let word = 0; word < words; word++) {
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
export function sendUnpopulated(run: Run, { guest }: Pick<SendAllOptions, "guest">): void {
  const { wire, scenario: { source, migration: { hypervisor, batchPages } } } = run;
  const { bytesPerSecond, pass } = pathOf(run, guest);
  const pages = unpopulatedPages(run);
  if (pages === 0) return;
  const bytesOf = (pages: number) =>
    hypervisor === "xen-4.1" ? 0 : pages * wire.pageHeaderBytes + Math.ceil(pages / batchPages) * wire.batchHeaderBytes;
  const seconds = Math.max(bytesOf(pages) / bytesPerSecond, pages * source.unpopulatedSecondsPerPage);
  const secondsLeft = guest === "running" ? Math.max(0, run.timeLimitSeconds - run.seconds) : Infinity;
  run.result.bytesTransferred += bytesOf(seconds <= secondsLeft ? pages : Math.floor(pages * secondsLeft / seconds));
  pass(run, seconds);
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
