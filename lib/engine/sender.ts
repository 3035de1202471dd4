import { countPages } from "../bitmap/count-pages.ts";
import { fill } from "../bitmap/fill.ts";
import { lowestBits } from "../bitmap/lowest-bits.ts";
import { unionInto } from "../bitmap/union.ts";
import { popCount } from "../bitmap/pop-count.ts";
import { addWrites } from "../workload/guest.ts";
import { growQueue, nextStart, put } from "./pipeline.ts";
import { bookPages, type Run, zeroesIn } from "./run.ts";

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
 */
export function sendSome(run: Run, sender: Sender, { untilSeconds, bytes, pass }: SendLimits): void {
  const { toSend } = sender;
  const { pipeline, observer } = run;
  const { network, vm: { pageBytes } } = run.scenario;
  const { pageHeaderBytes, zeroPageBytes } = run.wire;
  const contentBytes = pageBytes + pageHeaderBytes;
  let sinceClock = 0;
  let left = bytes;
  // Pages with content taken from the set and not yet put on the wire.
  let taken = 0;
  pipeline.hostFreeSeconds = Math.max(pipeline.hostFreeSeconds, run.seconds);
  while (sender.pending > 0) {
    let word = sender.cursorWord;
    while (toSend[word] === 0) word = word + 1 === toSend.length ? 0 : word + 1;
    const mask = left === Infinity
      ? toSend[word]
      : lowestBits(toSend[word], Math.max(1, Math.ceil(left / contentBytes)));
    toSend[word] &= ~mask;
    sender.cursorWord = word;
    const count = popCount(mask);
    const zeroes = zeroesIn(run, word, mask);
    sender.pending -= count;
    observer.sent?.(word, mask, run.seconds);
    if (zeroes > 0) {
      left -= bookPages(run, 0, zeroes);
      put(pipeline, zeroes, pageBytes, zeroPageBytes, nextStart(pipeline));
    }
    taken += count - zeroes;
    left -= (count - zeroes) * contentBytes;
    sinceClock += count;
    if (sinceClock < PAGES_PER_CLOCK_READ && left > 0 && sender.pending > 0) continue;
    sinceClock = 0;
    if (taken > 0) {
      bookPages(run, taken, 0);
      put(pipeline, taken, pageBytes, contentBytes, nextStart(pipeline));
      taken = 0;
    }
    growQueue(pipeline, network, run.seconds);
    pass(run, Math.max(0, nextStart(pipeline) - run.seconds));
    if (run.seconds >= untilSeconds || left <= 0) return;
  }
}
