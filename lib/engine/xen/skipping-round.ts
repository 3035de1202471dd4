import { nextWord } from "../../bitmap/next-set.ts";
import { belowLowest, lowestBits, popCount } from "../../bitmap/word.ts";
import { type DirtyLog, peek } from "../run/dirty-log.ts";
import { demand, isBeyondLink, passWork } from "../run/link-clock.ts";
import type { Steps } from "../run/steps.ts";
import {
  hostSeconds,
  liveDemand,
  passStopped,
  passUntilLimit,
  recordPages,
  type Run,
  slowStart,
  timeIsUp,
  zerosIn,
} from "../run/run.ts";
import { batchSeconds, walkSeconds } from "../run/send-all.ts";

/** How far a round has got: all words before `word`, and of its bits those that are not in `left`. */
interface Position {
  word: number;
  left: number;
}

/** The pages of a batch: to send, of these zero pages, and skipped. */
interface Batch {
  pages: number;
  zeros: number;
  skipped: number;
}

/**
 * One live round under Xen's skip rule (`xc_domain_save.c`, stable-4.1): batches of at most `batchPages` pages in ascending
 * order. Each batch begins with a peek at the dirty log, and a page of `toSend` that has been written again is skipped.
 * Returns the number of pages skipped. The round ends early at the time limit, after the pages that were sent by then.
 */
export function* skippingRound(run: Run, toSend: Uint32Array, log: DirtyLog): Steps<number> {
  passUntilLimit(run, slowStart(run, run.scenario.vm.memoryBytes, run.liveBytesPerSecond));
  const { wire, scenario: { source, migration } } = run;
  const position: Position = { word: 0, left: -1 };
  const peekSeconds = source.peekSeconds ?? source.dirtyLogReadSeconds;
  let skipped = 0;
  while (position.word < toSend.length) {
    if (peekSeconds > 0) yield* demand(run, 0);
    passUntilLimit(run, peekSeconds, passStopped);
    const most = Math.min(migration.batchPages, pagesUntilLimit(run));
    if (most === 0) passUntilLimit(run, Infinity);
    if (timeIsUp(run)) break;
    const firstWord = position.word;
    const batch = nextBatch(run, toSend, log, { position, most });
    const header = batch.pages > 0 ? wire.batchHeaderBytes : 0;
    const bytes = header + recordPages(run, batch.pages - batch.zeros, batch.zeros);
    run.result.bytesTransferred += header;
    const walked = Math.min(position.word * 32, run.pages) - firstWord * 32;
    const overhead = batch.pages > 0 ? batchSeconds(run) : 0;
    const fixed = [hostSeconds(run, batch.pages, batch.zeros), overhead, walkSeconds(run, walked)];
    const seconds = Math.max(bytes / run.liveBytesPerSecond, fixed[0]) + fixed[1] + fixed[2];
    if (run.sharesLink || isBeyondLink(run, run.seconds + seconds)) {
      yield* demand(run, Math.min(bytes / (fixed[0] + fixed[1] + fixed[2]), liveDemand(run)));
      yield* passWork(
        run,
        () => Math.max(bytes / run.liveBytesPerSecond, fixed[0]) + fixed[1] + fixed[2],
        passUntilLimit,
      );
    } else passUntilLimit(run, seconds);
    skipped += batch.skipped;
  }
  return skipped;
}

/** How many pages of a batch that begins now are sent before the time limit, if none of them is a zero page. */
function pagesUntilLimit(run: Run): number {
  const { wire, liveBytesPerSecond, timeLimitSeconds, scenario: { vm } } = run;
  const seconds = timeLimitSeconds - run.seconds - batchSeconds(run) - wire.batchHeaderBytes / liveBytesPerSecond;
  const pageSeconds = Math.max((vm.pageBytes + wire.pageHeaderBytes) / liveBytesPerSecond, hostSeconds(run, 1, 0));
  return Math.max(0, Math.floor(seconds / pageSeconds));
}

/**
 * Collects the next batch, of `most` pages at most, and moves the position behind it. It ends with its last page even within
 * a word.
 */
function nextBatch(
  run: Run,
  toSend: Uint32Array,
  log: DirtyLog,
  { position, most }: { position: Position; most: number },
): Batch {
  const { observer } = run;
  const { dirty } = log;
  const batch: Batch = { pages: 0, zeros: 0, skipped: 0 };
  let { word, left } = position;
  let peeked = word;
  while (word < toSend.length && batch.pages < most) {
    const free = most - batch.pages;
    if (word === peeked) {
      peeked = wordsThatFit(toSend, word, free);
      peek(run, log, word, peeked);
    }
    const wanted = toSend[word] & left;
    if (wanted === 0) {
      word = nextWord(toSend, word + 1, peeked);
      left = -1;
      continue;
    }
    const clean = wanted & ~dirty[word];
    const sent = lowestBits(clean, free);
    // The first clean page that does not fit, and all pages above it, are left to the next batch.
    const decided = belowLowest(clean & ~sent);
    const skipped = wanted & dirty[word] & decided;
    if (sent !== 0) {
      batch.pages += popCount(sent);
      batch.zeros += zerosIn(run, word, sent);
      observer.sent?.(word, sent, run.seconds);
    }
    if (skipped !== 0) {
      batch.skipped += popCount(skipped);
      observer.skipped?.(word, skipped, run.seconds);
    }
    if (sent === clean) {
      word++;
      left = -1;
    } else left &= ~decided;
  }
  position.word = word;
  position.left = left;
  return batch;
}

/** The word after the last one that `free` pages of `toSend` from `word` on can reach: at least one word on. */
function wordsThatFit(toSend: Uint32Array, word: number, free: number): number {
  do {
    free -= popCount(toSend[word]);
    word = free > 0 ? nextWord(toSend, word + 1, toSend.length) : word + 1;
  } while (word < toSend.length && free > 0);
  return word;
}
