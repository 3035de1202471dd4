import { fillRange } from "../../bitmap/range.ts";
import { addWrites } from "../guest/guest.ts";
import { emptySet, passStopped, passUntilLimit, type Run } from "./run.ts";

/**
 * A hypervisor's log of written pages, evaluated lazily.
 *
 * A peek draws the writes of a range of words up to now. The ranges peeked at since the log was last cleared ascend:
 * range i ends before word `upTo[i]` and was drawn up to guest time `drawnSeconds[i]`. No moment of a page's time is drawn
 * twice.
 */
export interface DirtyLog {
  /** Pages known to have been written since the log was cleared. */
  dirty: Uint32Array;
  /** Guest time at which the log was last cleared. */
  clearedSeconds: number;
  upTo: number[];
  drawnSeconds: number[];
}

/** An empty log that starts now. */
export function startDirtyLog(run: Run): DirtyLog {
  return { dirty: emptySet(run), clearedSeconds: run.guestSeconds, upTo: [], drawnSeconds: [] };
}

/** Lets the time of reading and clearing the log pass, for which the guest is paused, at most up to the time limit. */
export function payForClean(run: Run): void {
  const { dirtyLogReadSeconds, dirtyLogReadSecondsPerPage } = run.scenario.source;
  passUntilLimit(run, dirtyLogReadSeconds + run.pages * dirtyLogReadSecondsPerPage, passStopped);
}

/** Brings the words `fromWord` to `toWord` - 1 up to now, without clearing. Successive peeks ascend. */
export function peek(run: Run, log: DirtyLog, fromWord: number, toWord: number): void {
  const { guest, random, guestSeconds } = run;
  // A word that a batch had to split is peeked at again: only the time since the last peek is drawn.
  const last = log.upTo.length - 1;
  if (last >= 0 && log.upTo[last] > fromWord) {
    addWrites(guest, log.dirty, fromWord, log.upTo[last], log.drawnSeconds[last], guestSeconds, random);
    addWrites(guest, log.dirty, log.upTo[last], toWord, log.clearedSeconds, guestSeconds, random);
    log.upTo[last] = fromWord;
  } else addWrites(guest, log.dirty, fromWord, toWord, log.clearedSeconds, guestSeconds, random);
  log.upTo.push(toWord);
  log.drawnSeconds.push(guestSeconds);
}

/**
 * Reads and clears the log. Returns the set of all pages written up to now.
 *
 * Nothing is copied: the log keeps one of two sets, its own and `other`, and returns the other one. The caller gives up
 * `other`; its contents do not matter. The first `suspendDirtiedPages` pages count as written too.
 */
export function clean(run: Run, log: DirtyLog, other: Uint32Array, suspendDirtiedPages = 0): Uint32Array {
  const { guest, random, guestSeconds } = run;
  other.fill(0);
  // Without a peek the log's own set is still empty.
  const found = log.upTo.length === 0 ? other : log.dirty;
  if (found === log.dirty) log.dirty = other;
  let from = 0;
  for (let i = 0; i < log.upTo.length; i++) {
    addWrites(guest, found, from, log.upTo[i], log.drawnSeconds[i], guestSeconds, random);
    from = log.upTo[i];
  }
  addWrites(guest, found, from, found.length, log.clearedSeconds, guestSeconds, random);
  fillRange(found, 0, Math.min(suspendDirtiedPages, run.pages));
  log.clearedSeconds = guestSeconds;
  log.upTo.length = log.drawnSeconds.length = 0;
  run.observer.cleaned?.(found, run.seconds);
  return found;
}
