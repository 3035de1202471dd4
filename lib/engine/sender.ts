import { countPages } from "../bitmap/count-pages.ts";
import { fill } from "../bitmap/fill.ts";
import { lowestBits } from "../bitmap/lowest-bits.ts";
import { unionInto } from "../bitmap/union.ts";
import { popCount } from "../bitmap/pop-count.ts";
import { addWrites } from "../workload/guest.ts";
import { nextStart, pagesUntil, put, queueSecondsAt } from "./pipeline.ts";
import { bookPages, type Run } from "./run.ts";

/** QEMU's sending side: the pages to send, a cursor that goes round and round, and the dirty log. */
export interface Sender {
  /** Pages to send; a bit is cleared when its page is sent. */
  readonly toSend: Uint32Array;
  /** How many those are. */
  pending: number;
  /** The word from which the cursor goes on. */
  cursorWord: number;
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
  return { toSend, pending: run.pages, cursorWord: 0, syncedSeconds: run.guestSeconds, log };
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
  let sinceClock = 0;
  let left = bytes;
  pipeline.hostFreeSeconds = Math.max(pipeline.hostFreeSeconds, run.seconds);
  while (sender.pending > 0) {
    let word = sender.cursorWord;
    while (toSend[word] === 0) word = word + 1 === toSend.length ? 0 : word + 1;
    const zeroes = zero !== null && (toSend[word] & -toSend[word] & zero[word]) !== 0;
    const wireBytes = zeroes ? zeroPageBytes : pageBytes + pageHeaderBytes;
    const start = nextStart(pipeline);
    const untilQueueSeconds = queueSecondsAt(pipeline, network, untilSeconds);
    const untilPages = pagesUntil(pipeline, pageBytes, wireBytes, start, untilSeconds, untilQueueSeconds);
    const roomPages = Math.max(1, Math.ceil(left / wireBytes));
    let count = 0;
    let clock = false;
    for (; word < toSend.length; word++) {
      const waiting = toSend[word];
      if (waiting === 0) continue;
      const others = zero === null ? 0 : zeroes ? waiting & ~zero[word] : waiting & zero[word];
      // Up to the first of the other kind.
      let taken = others === 0 ? waiting : waiting & ((others & -others) - 1);
      if (taken === 0) break;
      let pages = popCount(taken);
      if (pages > roomPages - count) {
        pages = roomPages - count;
        taken = lowestBits(taken, pages);
      }
      toSend[word] = waiting & ~taken;
      observer.sent?.(word, taken, start + count * pageBytes * pipeline.hostSecondsPerByte);
      count += pages;
      sinceClock += pages;
      if (sinceClock >= PAGES_PER_CLOCK_READ) {
        sinceClock = 0;
        if (count >= untilPages) {
          clock = true;
          break;
        }
      }
      // What is left of this word is of the other kind, or there is no room for it.
      if (toSend[word] !== 0 || count === roomPages) break;
    }
    sender.cursorWord = Math.min(word, toSend.length - 1);
    sender.pending -= count;
    left -= bookPages(run, zeroes ? 0 : count, zeroes ? count : 0);
    put(pipeline, count, pageBytes, wireBytes, start);
    pipeline.queueSeconds = queueSecondsAt(pipeline, network, nextStart(pipeline));
    pass(run, Math.max(0, nextStart(pipeline) - run.seconds));
    if (left <= 0 || (clock && run.seconds >= untilSeconds)) return;
  }
}
