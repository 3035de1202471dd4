import { unionInto } from "../../bitmap/algebra.ts";
import { countPages, countRange } from "../../bitmap/count.ts";
import { nextSet } from "../../bitmap/next-set.ts";
import { nthSet } from "../../bitmap/nth-set.ts";
import { has } from "../../bitmap/page.ts";
import { clearRange } from "../../bitmap/range.ts";
import { belowLowest, lowestBits, popCount } from "../../bitmap/word.ts";
import { addWrites } from "../guest/guest.ts";
import { growQueue, nextStart, pagesUntil, put, queueSecondsAt, startBehind } from "../link/pipeline.ts";
import { isBeyondLink, passTo } from "../run/link-clock.ts";
import type { Steps } from "../run/steps.ts";
import { reportSent } from "../run/report-sent.ts";
import { allPages, emptySet, hostBytesPerPage, recordPages, type Run, slowStart } from "../run/run.ts";

/** QEMU's sending side: the pages to send, a cursor that circles through memory, and the dirty log. */
export interface Sender {
  /** Pages to send; a page is removed when it is sent. */
  readonly toSend: Uint32Array;
  /** How many pages that is. */
  pending: number;
  /** How many of them are zero pages. These are never written, so they do not return once sent. */
  pendingZeros: number;
  /** The page at which the search for the next page to send continues. */
  cursor: number;
  /** Guest time up to which `toSend` includes the writes. */
  syncedSeconds: number;
  /** The pages found by a sync, for the observer; `null` without one: then writes are added to `toSend` directly. */
  readonly log: Uint32Array | null;
}

/** QEMU reads the clock after the first page that it sends, and then every so many (`migration/ram.c`, ram_save_iterate). */
const PAGES_PER_CLOCK_READ = 64;

/** A sender with all pages to send and the cursor at page 0; the log starts now. */
export function createSender(run: Run): Sender {
  return {
    toSend: allPages(run),
    pending: run.pages,
    pendingZeros: run.zero === null ? 0 : countPages(run.zero),
    cursor: 0,
    syncedSeconds: run.guestSeconds,
    log: run.observer.cleaned === undefined ? null : emptySet(run),
  };
}

/**
 * Reads and clears the dirty log: pages written since the last sync are to be sent (again). Returns how many of them were
 * not pending already.
 */
export function sync(run: Run, sender: Sender): number {
  const { guest, random, guestSeconds } = run;
  const { toSend, log, syncedSeconds } = sender;
  const found = log ?? toSend;
  log?.fill(0);
  addWrites(guest, found, 0, found.length, syncedSeconds, guestSeconds, random);
  sender.syncedSeconds = guestSeconds;
  if (log !== null) {
    run.observer.cleaned?.(log, run.seconds);
    unionInto(toSend, log);
  }
  const before = sender.pending;
  sender.pending = countPages(toSend);
  return sender.pending - before;
}

/**
 * When {@linkcode sendSome} stops: at a time, with the page that exceeds a number of bytes, or when no page is pending.
 */
export interface SendLimits {
  untilSeconds: number;
  bytes: number;
  /** Advances the time, with the guest running or stopped. */
  pass: (run: Run, seconds: number) => void;
  /**
   * The guest certainly stays at the source until fewer bytes are pending, or until some time: so long others can rely on the
   * demand. Default: until a limit is reached.
   */
  stays?: { pendingBytes: number; seconds: number };
}

/**
 * Sends pages in cursor order until a limit is reached. Bytes are counted page by page; the clock is read after pages 1, 65, 129 and so on.
 * The sender runs ahead of the wire by the contents of the queue and waits while the queue is full.
 *
 * It sends one stretch after the other. The pipeline computes how many pages of one kind can be sent before the clock
 * read that ends the call.
 */
export function* sendSome(run: Run, sender: Sender, limits: SendLimits): Steps<void> {
  const { untilSeconds, bytes, pass } = limits;
  pass(run, slowStart(run, run.scenario.vm.memoryBytes, run.liveBytesPerSecond));
  const { toSend } = sender;
  const { pipeline, zero, wire, scenario: { network, vm: { pageBytes } } } = run;
  let bytesLeft = bytes;
  let sent = 0;
  pipeline.hostFreeSeconds = Math.max(pipeline.hostFreeSeconds, run.seconds);
  while (sender.pending > 0) {
    const next = nextSet(toSend, sender.cursor);
    const from = next >= 0 ? next : nextSet(toSend, 0);
    const kinds = sender.pendingZeros > 0 ? zero : null;
    const zeros = kinds !== null && has(kinds, from);
    const wireBytes = zeros ? wire.zeroPageBytes : pageBytes + wire.pageHeaderBytes;
    const hostBytes = hostBytesPerPage(run, 1, zeros ? 1 : 0);
    if (isBeyondLink(run, nextStart(pipeline))) {
      yield* awaitStart(run, sender, { ...limits, bytes: bytesLeft }, sent);
    }
    const start = nextStart(pipeline);
    const queueSeconds = queueSecondsAt(pipeline, network, untilSeconds);
    const untilPages = pagesUntil(pipeline, hostBytes, wireBytes, start, untilSeconds, queueSeconds);
    const toClockRead = 1 + PAGES_PER_CLOCK_READ * Math.ceil((sent + untilPages - 1) / PAGES_PER_CLOCK_READ) - sent;
    const limit = Math.min(
      toClockRead,
      Math.max(1, Math.ceil(bytesLeft / wireBytes)),
      pagesUntilChange(run, hostBytes, wireBytes, start),
    );

    const { pages, to } = kinds === null
      ? stretchOf(toSend, from, limit)
      : stretchOfOneKind(toSend, from, limit, kinds, zeros);
    reportSent(run, toSend, from, to, (before) => startBehind(pipeline, before, hostBytes, wireBytes, start));
    clearRange(toSend, from, to);
    sender.cursor = to;
    sender.pending -= pages;
    if (zeros) sender.pendingZeros -= pages;
    sent += pages;
    bytesLeft -= recordPages(run, zeros ? 0 : pages, zeros ? pages : 0);
    put(pipeline, pages, hostBytes, wireBytes, start);
    growQueue(pipeline, network);
    if (isBeyondLink(run, nextStart(pipeline))) {
      yield* awaitStart(run, sender, { ...limits, bytes: bytesLeft }, sent);
    } else pass(run, Math.max(0, nextStart(pipeline) - run.seconds));
    if (bytesLeft <= 0 || (run.seconds >= untilSeconds && sent % PAGES_PER_CLOCK_READ === 1)) return;
  }
}

/** How many pages can begin from `start` on before the link may change. */
function pagesUntilChange(run: Run, hostBytes: number, wireBytes: number, start: number): number {
  const { pipeline, linkUntilSeconds, network } = run;
  if (linkUntilSeconds === Infinity) return Infinity;
  const queueSeconds = queueSecondsAt(pipeline, network, linkUntilSeconds);
  return pagesUntil(pipeline, hostBytes, wireBytes, start, linkUntilSeconds, queueSeconds);
}

/** How many more pages a call sends at least before it reads the clock, if it has sent some number of pages. */
function pagesToClockRead(sent: number): number {
  return 1 + PAGES_PER_CLOCK_READ * Math.ceil(sent / PAGES_PER_CLOCK_READ) - sent;
}

/** Lets time pass until the host can begin its next page. */
function* awaitStart(
  run: Run,
  { pending, pendingZeros }: Sender,
  { untilSeconds, bytes, pass, stays }: SendLimits,
  sent: number,
): Steps<void> {
  const { pipeline, wire, scenario: { vm: { pageBytes } } } = run;
  const wireBytes = pageBytes + wire.pageHeaderBytes;
  const start = () => nextStart(pipeline);
  const after = (pages: number) => startBehind(pipeline, Math.max(0, pages - 1), pageBytes, wireBytes, start());
  const content = pending - pendingZeros;
  const leastEnd = () =>
    Math.max(
      Math.min(untilSeconds, after(Math.min(content, Math.floor(bytes / wireBytes)))),
      // Beyond its time, the call goes on to the next reading of the clock.
      pendingZeros > 0 ? 0 : after(Math.min(content, Math.floor(bytes / wireBytes), pagesToClockRead(sent))),
      stays === undefined ? 0 : Math.min(stays.seconds, after(content - Math.ceil(stays.pendingBytes / pageBytes))),
    );
  yield* passTo(run, start, pass, leastEnd);
}

/** Consecutive pages of a set: `pages` of them, the last one before page `to`. */
export interface Stretch {
  pages: number;
  to: number;
}

/** The first `limit` pages of `set` from page `from` on, or all if there are fewer. */
export function stretchOf(set: Uint32Array, from: number, limit: number): Stretch {
  const last = nthSet(set, from, limit - 1);
  if (last >= 0) return { pages: limit, to: last + 1 };
  const to = set.length * 32;
  return { pages: countRange(set, from, to), to };
}

/** The same up to the first page of the other kind: all pages of the stretch are zero pages if `zeros`, and none if not. */
export function stretchOfOneKind(
  set: Uint32Array,
  from: number,
  limit: number,
  zero: Uint32Array,
  zeros: boolean,
): Stretch {
  let pages = 0;
  let ahead = -1 << (from & 31);
  for (let word = Math.floor(from / 32); word < set.length; word++, ahead = -1) {
    const waiting = set[word] & ahead;
    const others = waiting & (zeros ? ~zero[word] : zero[word]);
    const taken = lowestBits(waiting & belowLowest(others), limit - pages);
    pages += popCount(taken);
    if (taken !== waiting || pages === limit) return { pages, to: word * 32 + 32 - Math.clz32(taken) };
  }
  return { pages, to: set.length * 32 };
}
