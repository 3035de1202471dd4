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
  const batches = Math.ceil(pages / scenario.migration.batchPages);
  const batchesSeconds = batches * batchSeconds(run);
  const pageSeconds = (scenario.vm.pageBytes + wire.pageHeaderBytes) / bytesPerSecond + batchesSeconds / (pages || 1);
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
  const headers = batches * wire.batchHeaderBytes;
  run.result.bytesTransferred += headers;
  const bytes = headers + bookPages(run, pages - zeroes, zeroes);
  // The host reads a zero page as it reads any other; only the wire is spared.
  const hostSeconds = pages * scenario.vm.pageBytes * run.pipeline.hostSecondsPerByte;
  pass(run, Math.max(bytes / bytesPerSecond, hostSeconds) + batchesSeconds + walkSeconds(run, run.pages));
  return bytes;
}

/** What a batch costs the source beside its pages; nothing under QEMU, which knows no batches. */
export function batchSeconds({ scenario: { source, migration } }: Run): number {
  return migration.hypervisor === "qemu" ? 0 : source.batchSeconds;
}

/** What it costs the source to look at `pages` pages of a bitmap. */
export function walkSeconds(run: Run, pages: number): number {
  return pages * run.scenario.source.walkSecondsPerPage;
}
