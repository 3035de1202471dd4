import { belowLowest } from "../../bitmap/below-lowest.ts";
import { lowestBits } from "../../bitmap/lowest-bits.ts";
import { nextWord } from "../../bitmap/next-word.ts";
import { popCount } from "../../bitmap/pop-count.ts";
import { type DirtyLog, peek } from "../run/dirty-log.ts";
import { bookPages, passRunning, passStopped, type Run, zeroesIn } from "../run/run.ts";
import { batchSeconds, walkSeconds } from "../run/send-all.ts";

/** What a live round came to. */
export interface RoundSums {
  sent: number;
  skipped: number;
  bytes: number;
}

/**
 * One live round under Xen's skip rule: batches of at most `batchPages` pages in ascending order; before each the dirty
 * log is peeked at, and a page of `toSend` already written again is skipped (`xc_domain_save.c`, stable-4.1).
 *
 * A batch ends at the last page it has room for, in the middle of a word if need be; the rest of that word is judged by
 * the next batch's peek.
 */
export function skippingRound(run: Run, toSend: Uint32Array, log: DirtyLog): RoundSums {
  const { source, migration } = run.scenario;
  const { dirty } = log;
  const peekSeconds = source.peekSeconds ?? source.dirtyLogReadSeconds;
  const sums: RoundSums = { sent: 0, skipped: 0, bytes: 0 };
  let word = 0;
  let left = -1; // bits of `word` that no batch has judged yet
  while (word < toSend.length) {
    passStopped(run, peekSeconds);
    const firstWord = word;
    let room = migration.batchPages;
    let zeroes = 0;
    let peeked = word;
    while (word < toSend.length) {
      if (word === peeked) {
        peeked = wordsThatFit(toSend, word, room);
        peek(run, log, word, peeked);
      }
      const wanted = toSend[word] & left;
      if (wanted === 0) {
        left = -1;
        word = nextWord(toSend, word + 1, peeked);
        continue;
      }
      const fresh = wanted & ~dirty[word];
      const taken = popCount(fresh) <= room ? fresh : lowestBits(fresh, room);
      if (taken !== 0) {
        room -= popCount(taken);
        zeroes += zeroesIn(run, word, taken);
        run.observer.sent?.(word, taken, run.seconds);
      }
      if (taken !== fresh) {
        // Full: everything below the first page without room has been judged.
        const judged = belowLowest(fresh & ~taken);
        sums.skipped += popCount(wanted & dirty[word] & judged);
        left &= ~judged;
        break;
      }
      sums.skipped += popCount(wanted & dirty[word]);
      left = -1;
      word++;
      if (room === 0) break;
    }
    const sent = migration.batchPages - room;
    const walked = walkSeconds(run, Math.min(word * 32, run.pages) - firstWord * 32);
    if (sent === 0) {
      passRunning(run, walked);
      break;
    }
    const bytes = run.wire.batchHeaderBytes + bookPages(run, sent - zeroes, zeroes);
    run.result.bytesTransferred += run.wire.batchHeaderBytes;
    passRunning(run, bytes / run.liveBytesPerSecond + batchSeconds(run) + walked);
    sums.sent += sent;
    sums.bytes += bytes;
  }
  return sums;
}

/** The word after the last that `room` pages of `toSend` from `word` on may reach: never fewer than one word. */
function wordsThatFit(toSend: Uint32Array, word: number, room: number): number {
  do {
    room -= popCount(toSend[word]);
    word = room > 0 ? nextWord(toSend, word + 1, toSend.length) : word + 1;
  } while (word < toSend.length && room > 0);
  return word;
}
