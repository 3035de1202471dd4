import { fillRange } from "../../bitmap/fill-range.ts";
import { addWrites } from "../guest/guest.ts";
import type { Run } from "./run.ts";

/**
 * A hypervisor's log of written pages, answered lazily.
 *
 * The words ascend through the stretches asked about since the log was last cleared; `upTo[i]` ends stretch i and
 * `asked[i]` is the guest time it has been asked up to. So no moment of any page's time is drawn twice.
 */
export interface DirtyLog {
  /** Pages known to have been written since the log was cleared. */
  dirty: Uint32Array;
  /** Guest time at which the log was last cleared. */
  clearedSeconds: number;
  upTo: number[];
  asked: number[];
}

/** A log that starts now, empty. */
export function startDirtyLog(run: Run): DirtyLog {
  const dirty = run.createSet();
  return { dirty, clearedSeconds: run.guestSeconds, upTo: [], asked: [] };
}

/** Peeks: brings the words `fromWord` to `toWord` - 1 up to now. Successive peeks ascend; none is cleared. */
export function peek(run: Run, log: DirtyLog, fromWord: number, toWord: number): void {
  const { guest, random, guestSeconds } = run;
  // A word that a batch had to split is asked again: only for the time since it was.
  const last = log.upTo.length - 1;
  if (last >= 0 && log.upTo[last] > fromWord) {
    addWrites(guest, log.dirty, fromWord, log.upTo[last], log.asked[last], guestSeconds, random);
    addWrites(guest, log.dirty, log.upTo[last], toWord, log.clearedSeconds, guestSeconds, random);
    log.upTo[last] = fromWord;
  } else addWrites(guest, log.dirty, fromWord, toWord, log.clearedSeconds, guestSeconds, random);
  log.upTo.push(toWord);
  log.asked.push(guestSeconds);
}

/**
 * Reads and clears: returns the set of all pages written up to now. `spare`, whatever is in it, is the log's own set from
 * then on, or the set returned: nothing is copied. The first `firstPages` pages count as written too.
 */
export function clean(run: Run, log: DirtyLog, spare: Uint32Array, firstPages = 0): Uint32Array {
  const { guest, random, guestSeconds } = run;
  spare.fill(0);
  // Where nobody has peeked, the log's own set is empty still.
  const found = log.upTo.length === 0 ? spare : log.dirty;
  if (found === log.dirty) log.dirty = spare;
  let from = 0;
  for (let i = 0; i < log.upTo.length; i++) {
    addWrites(guest, found, from, log.upTo[i], log.asked[i], guestSeconds, random);
    from = log.upTo[i];
  }
  addWrites(guest, found, from, found.length, log.clearedSeconds, guestSeconds, random);
  fillRange(found, 0, Math.min(firstPages, run.pages));
  log.clearedSeconds = guestSeconds;
  log.upTo.length = log.asked.length = 0;
  run.observer.cleaned?.(found, run.seconds);
  return found;
}
