import { countPages } from "../bitmap/count-pages.ts";
import { popCount } from "../bitmap/pop-count.ts";
import { bookPages, type Run, zeroesIn } from "./run.ts";

/**
 * Sends every page of `set` in ascending order at `bytesPerSecond`, without looking at the dirty log, and lets the time
 * pass by `pass`. Returns the pages and bytes sent.
 */
export function sendAll(
  run: Run,
  set: Uint32Array,
  bytesPerSecond: number,
  pass: (run: Run, seconds: number) => void,
): { pages: number; bytes: number } {
  const { wire, scenario, observer } = run;
  const startSeconds = run.seconds;
  const pageSeconds = (scenario.vm.pageBytes + wire.pageHeaderBytes) / bytesPerSecond;
  let pages = 0;
  let zeroes = 0;
  if (observer.sent === undefined && run.zero === null) pages = countPages(set);
  else {
    for (let word = 0; word < set.length; word++) {
      const mask = set[word];
      if (mask === 0) continue;
      zeroes += zeroesIn(run, word, mask);
      pages += popCount(mask);
      observer.sent?.(word, mask, startSeconds + (pages - zeroes) * pageSeconds);
    }
  }
  const headers = Math.ceil(pages / scenario.migration.batchPages) * wire.batchHeaderBytes;
  run.result.bytesTransferred += headers;
  const bytes = headers + bookPages(run, pages - zeroes, zeroes);
  // The host reads a zero page as it reads any other; only the wire is spared.
  const hostSeconds = pages * scenario.vm.pageBytes * run.pipeline.hostSecondsPerByte;
  pass(run, Math.max(bytes / bytesPerSecond, hostSeconds) + walkSeconds(run, run.pages));
  return { pages, bytes };
}

/** What it costs the source to look at `pages` pages of a bitmap. */
export function walkSeconds(run: Run, pages: number): number {
  return pages * run.scenario.source.walkSecondsPerPage;
}
