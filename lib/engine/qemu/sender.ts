import { countPages } from "../../bitmap/count-pages.ts";
import { fill } from "../../bitmap/fill.ts";
import { has } from "../../bitmap/has.ts";
import { nextSet } from "../../bitmap/next-set.ts";
import { unionInto } from "../../bitmap/union.ts";
import { addWrites } from "../guest/guest.ts";
import { growQueue, nextStart, pagesUntil, put, queueSecondsAt, startBehind } from "../link/pipeline.ts";
import { bookPages, type Run } from "../run/run.ts";
import { takeStretch } from "./take-stretch.ts";

/** QEMU's sending side: the pages to send, a cursor that goes round and round, and the dirty log. */
export interface Sender {
  /** Pages to send; a bit is cleared when its page is sent. */
  readonly toSend: Uint32Array;
  /** How many those are. */
  pending: number;
  /** How many of them are zero pages; nobody writes those, so that they do not come back. */
  pendingZeroes: number;
  /** The page from which the search for the next one goes on. */
  cursor: number;
  /** Guest time up to which writes have been brought into `toSend`. */
  syncedSeconds: number;
  /** What a sync finds, for who watches; `null` where nobody does, and writes go straight into `toSend`. */
  readonly log: Uint32Array | null;
}

/** How often, in pages, QEMU reads the clock while it sends (`migration/ram.c`, ram_save_iterate). */
const PAGES_PER_CLOCK_READ = 64;

/** All pages to be sent, cursor at page 0, log just started. */
export function createSender(run: Run): Sender {
  const toSend = run.createSet();
  fill(toSend, run.pages);
  const log = run.observer.cleaned === undefined ? null : run.createSet();
  const pendingZeroes = run.zero === null ? 0 : countPages(run.zero);
  return { toSend, pending: run.pages, pendingZeroes, cursor: 0, syncedSeconds: run.guestSeconds, log };
}

/**
 * Synchronises with the dirty log: pages written since the last sync are to be sent (again), a page that waited anyway
 * counts once. Returns how many were not waiting already.
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

/** When sending stops: at a time, with the page that exceeds so many bytes, or when nothing is left. */
export interface SendLimits {
  untilSeconds: number;
  bytes: number;
  pass: (run: Run, seconds: number) => void;
}

/**
 * Sends pages in cursor order until a limit is met; bytes are counted page by page, the clock is looked at every 64 pages.
 * The sender's clock follows its writes: it runs ahead of the wire by what the queue holds, and waits when the queue is
 * full.
 *
 * Goes on in stretches of pages that are all zero pages or none: how many of them pass before the time has come follows
 * from the pipeline, so that between two looks at the clock there is nothing to do but to count.
 */
export function sendSome(run: Run, sender: Sender, { untilSeconds, bytes, pass }: SendLimits): void {
  const { toSend } = sender;
  const { pipeline, observer, zero } = run;
  const { network, vm: { pageBytes } } = run.scenario;
  const { pageHeaderBytes, zeroPageBytes } = run.wire;
  let left = bytes;
  let sent = 0;
  pipeline.hostFreeSeconds = Math.max(pipeline.hostFreeSeconds, run.seconds);
  while (sender.pending > 0) {
    const next = nextSet(toSend, sender.cursor);
    sender.cursor = next >= 0 ? next : nextSet(toSend, 0);
    const zeroes = sender.pendingZeroes > 0 && has(zero!, sender.cursor);
    const wireBytes = zeroes ? zeroPageBytes : pageBytes + pageHeaderBytes;
    const start = nextStart(pipeline);
    const untilQueueSeconds = queueSecondsAt(pipeline, network, untilSeconds);
    const untilPages = pagesUntil(pipeline, pageBytes, wireBytes, start, untilSeconds, untilQueueSeconds);
    const toClockRead = PAGES_PER_CLOCK_READ * Math.ceil((sent + untilPages) / PAGES_PER_CLOCK_READ) - sent;
    const roomPages = Math.max(1, Math.ceil(left / wireBytes));
    const secondsOf = observer.sent === undefined
      ? null
      : (before: number) => startBehind(pipeline, before, pageBytes, wireBytes, start);
    const count = takeStretch(run, sender, Math.min(toClockRead, roomPages), zeroes, secondsOf);
    sent += count;
    sender.pending -= count;
    if (zeroes) sender.pendingZeroes -= count;
    left -= bookPages(run, zeroes ? 0 : count, zeroes ? count : 0);
    put(pipeline, count, pageBytes, wireBytes, start);
    growQueue(pipeline, network);
    pass(run, Math.max(0, nextStart(pipeline) - run.seconds));
    if (left <= 0 || (run.seconds >= untilSeconds && sent % PAGES_PER_CLOCK_READ === 0)) return;
  }
}
