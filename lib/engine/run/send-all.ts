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
  const batches = Math.ceil(pages / scenario.migration.batchPages);
  const batchesSeconds = batches * batchSeconds(run);
  const pageSeconds = (scenario.vm.pageBytes + wire.pageHeaderBytes) / bytesPerSecond + batchesSeconds / (pages || 1);
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
  const headers = batches * wire.batchHeaderBytes;
  run.result.bytesTransferred += headers;
  const bytes = headers + recordPages(run, pages - zeros, zeros);
  const walk = walkSeconds(run, run.pages + unpopulatedPages(run));
  pass(run, Math.max(bytes / bytesPerSecond, hostSeconds(run, pages, zeros)) + batchesSeconds + walk);
}

/**
 * Examines the frames that hold no memory and sends a header for each, in batches. Time passes as the slower of the source
 * and the wire needs it.
 *
 * Xen lists a frame of type XTAB without data (`xg_sr_save.c`, `write_batch`). Xen 4.1 drops a batch that has only such
 * frames (`xc_domain_save.c`).
 */
export function sendUnpopulated(run: Run, { bytesPerSecond, pass }: Omit<SendAllOptions, "pages">): void {
  const { wire, scenario: { source, migration: { hypervisor, batchPages } } } = run;
  const pages = unpopulatedPages(run);
  if (pages === 0) return;
  const headers = pages * wire.pageHeaderBytes + Math.ceil(pages / batchPages) * wire.batchHeaderBytes;
  const bytes = hypervisor === "xen-4.1" ? 0 : headers;
  run.result.bytesTransferred += bytes;
  pass(run, Math.max(bytes / bytesPerSecond, pages * source.unpopulatedSecondsPerPage));
}

/** Frames without memory that Xen examines. QEMU migrates blocks of memory, which have none. */
function unpopulatedPages({ scenario: { vm, migration } }: Run): number {
  return migration.hypervisor === "qemu" ? 0 : vm.unpopulatedPages;
}

/** Time that a batch costs the source besides its pages. QEMU has no batches. */
export function batchSeconds({ scenario: { source, migration } }: Run): number {
  return migration.hypervisor === "qemu" ? 0 : source.batchSeconds;
}

/** Time that the source takes to examine `pages` pages of a bitmap. */
export function walkSeconds(run: Run, pages: number): number {
  return pages * run.scenario.source.walkSecondsPerPage;
}
