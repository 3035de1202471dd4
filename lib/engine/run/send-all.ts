import { popCount } from "../../bitmap/word.ts";
import { hostSeconds, recordPages, type Run, slowStart, zerosIn } from "./run.ts";

/** How {@linkcode sendAll} sends. */
export interface SendAllOptions {
  /** How many pages the set holds. */
  pages: number;
  /** Bytes per second on the wire. */
  bytesPerSecond: number;
  /** Lets the time pass: with the guest running, or stopped. */
  pass: (run: Run, seconds: number) => void;
}

/** Sends all pages of `set` in ascending order, without looking at the dirty log. */
export function sendAll(run: Run, set: Uint32Array, { pages, bytesPerSecond, pass }: SendAllOptions): void {
  pass(run, slowStart(run, pages * run.scenario.vm.pageBytes, bytesPerSecond));
  const { wire, scenario, observer } = run;
  const startSeconds = run.seconds;
  const pageSeconds = (scenario.vm.pageBytes + wire.pageHeaderBytes) / bytesPerSecond;
  let sent = 0;
  let zeros = 0;
  // Only an observer and the detection of zero pages need to know which pages these are.
  const words = observer.sent === undefined && run.zero === null ? 0 : set.length;
  for (let word = 0; word < words; word++) {
    const mask = set[word];
    if (mask === 0) continue;
    zeros += zerosIn(run, word, mask);
    sent += popCount(mask);
    observer.sent?.(word, mask, startSeconds + (sent - zeros) * pageSeconds);
  }
  const headers = Math.ceil(pages / scenario.migration.batchPages) * wire.batchHeaderBytes;
  run.result.bytesTransferred += headers;
  const bytes = headers + recordPages(run, pages - zeros, zeros);
  pass(run, Math.max(bytes / bytesPerSecond, hostSeconds(run, pages, zeros)) + walkSeconds(run, run.pages));
}

/** Time that the source takes to examine `pages` pages of a bitmap. */
export function walkSeconds(run: Run, pages: number): number {
  return pages * run.scenario.source.walkSecondsPerPage;
}
