import { popCount } from "../../bitmap/pop-count.ts";
import { bookPages, type Run, zeroesIn } from "./run.ts";

/**
 * Sends all `pages` pages of `set` in ascending order at `bytesPerSecond`, without looking at the dirty log, and lets the
 * time pass by `pass`. Returns the bytes sent.
 */
export function sendAll(
  run: Run,
  set: Uint32Array,
  pages: number,
  bytesPerSecond: number,
  pass: (run: Run, seconds: number) => void,
): number {
  const { wire, scenario, observer } = run;
  const startSeconds = run.seconds;
  const pageSeconds = (scenario.vm.pageBytes + wire.pageHeaderBytes) / bytesPerSecond;
  let sent = 0;
  let zeroes = 0;
  // Who neither watches nor tells zero pages apart needs no walk.
  const words = observer.sent === undefined && run.zero === null ? 0 : set.length;
  for (let word = 0; word < words; word++) {
    const mask = set[word];
    if (mask === 0) continue;
    zeroes += zeroesIn(run, word, mask);
    sent += popCount(mask);
    observer.sent?.(word, mask, startSeconds + (sent - zeroes) * pageSeconds);
  }
  const headers = Math.ceil(pages / scenario.migration.batchPages) * wire.batchHeaderBytes;
  run.result.bytesTransferred += headers;
  const bytes = headers + bookPages(run, pages - zeroes, zeroes);
  // The host reads a zero page as it reads any other; only the wire is spared.
  const hostSeconds = pages * scenario.vm.pageBytes * run.pipeline.hostSecondsPerByte;
  pass(run, Math.max(bytes / bytesPerSecond, hostSeconds) + walkSeconds(run, run.pages + scenario.vm.unpopulatedPages));
  return bytes;
}

/**
 * Asks about the frames that hold no memory and sends a header for each, in batches (`xg_sr_save.c`: `write_batch` lists a
 * frame of type XTAB without data). Xen 4.1 drops a batch of nothing else (`xc_domain_save.c`) and sends no header.
 * Returns the bytes sent.
 *
 * Its cost per frame is the longer of the source's and the wire's: little else is in the way then.
 */
export function sendUnpopulated(run: Run, pass: (run: Run, seconds: number) => void): number {
  const { wire, scenario } = run;
  const { vm: { unpopulatedPages }, migration: { hypervisor, batchPages } } = scenario;
  if (unpopulatedPages === 0) return 0;
  const batches = Math.ceil(unpopulatedPages / batchPages);
  const bytes = hypervisor === "xen-4.1"
    ? 0
    : unpopulatedPages * wire.pageHeaderBytes + batches * wire.batchHeaderBytes;
  run.result.bytesTransferred += bytes;
  pass(run, Math.max(bytes / run.liveBytesPerSecond, unpopulatedPages * scenario.source.unpopulatedSecondsPerPage));
  return bytes;
}

/** What it costs the source to look at `pages` pages of a bitmap. */
export function walkSeconds(run: Run, pages: number): number {
  return pages * run.scenario.source.walkSecondsPerPage;
}
