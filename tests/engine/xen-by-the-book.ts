import type { Random } from "../../lib/random/random.ts";
import type { Scenario } from "../../lib/scenario/types.ts";
import { everyWrite } from "./guest/per-write.ts";
import { upTo } from "./scenarios.ts";

/** One pass over the pages to send. */
export interface Pass {
  walked: number;
  sent: number;
  skipped: number;
}

/**
 * `xc_domain_save` of Xen 4.1 and `send_memory_live` of later Xen, page by page, with a guest whose single writes are
 * known. It is slow and simple. Walking the bitmap costs no time here.
 *
 * @param horizonSeconds guest time that the migration will not outlast
 */
export function xenByTheBook(scenario: Scenario, horizonSeconds: number, random: Random): {
  live: Pass[];
  final: number[];
  totalSeconds: number;
} {
  const { vm, workload, source, destination, network, migration } = scenario;
  const pages = vm.memoryBytes / vm.pageBytes;
  const writes = everyWrite(vm, workload, horizonSeconds, random).sort((a, b) => a.seconds - b.seconds);
  const goodput = network.bandwidthBitsPerSecond / 8 * network.framingEfficiency * (1 - network.otherTrafficShare);
  const free = Math.min(source.copyBytesPerSecond, destination.copyBytesPerSecond, goodput);
  const rate = Math.min(free, migration.maxBytesPerSecond ?? Infinity);
  const header = migration.hypervisor === "xen-4.1" ? 4 : 16;
  let seconds = 0;
  let guestSeconds = 0;

  // The dirty log: what was written since it was cleaned. A PEEK updates it to the current time.
  const log = new Set<number>();
  let logged = 0;
  const peek = () => {
    for (; logged < writes.length && writes[logged].seconds <= guestSeconds; logged++) log.add(writes[logged].page);
    if (guestSeconds > horizonSeconds) throw new Error("the migration outlasts the horizon");
  };
  const clean = () => {
    peek();
    const dirty = new Set(log);
    log.clear();
    return dirty;
  };
  const run = (passed: number) => {
    seconds += passed;
    guestSeconds += passed;
  };
  const readPages = pages * source.dirtyLogReadSecondsPerPage;
  const batchesOf = (count: number) => Math.ceil(count / migration.batchPages);

  let toSend = new Set(upTo(pages));
  const live: Pass[] = [];
  let totalSent = 0;
  while (true) {
    const pass: Pass = { walked: toSend.size, sent: 0, skipped: 0 };
    if (!migration.skipDirtied) {
      pass.sent = toSend.size;
      const batches = batchesOf(toSend.size);
      run((toSend.size * (vm.pageBytes + 8) + batches * header) / rate + batches * source.batchSeconds);
    }
    for (let n = migration.skipDirtied ? 0 : pages; n < pages;) {
      seconds += source.peekSeconds ?? source.dirtyLogReadSeconds;
      peek();
      let batch = 0;
      for (; batch < migration.batchPages && n < pages; n++) {
        if (!toSend.has(n)) continue;
        if (log.has(n)) pass.skipped++;
        else batch++;
      }
      if (batch === 0) break;
      pass.sent += batch;
      run((header + batch * (vm.pageBytes + 8)) / rate + source.batchSeconds);
    }
    run(source.roundSeconds);
    live.push(pass);
    totalSent += pass.sent;

    const { maxRounds, stopBelowPages, maxMemoryFactor } = migration;
    const tooMuch = maxMemoryFactor !== null && totalSent > pages * maxMemoryFactor;
    if (live.length >= maxRounds || pass.walked < stopBelowPages || tooMuch) break;
    seconds += source.dirtyLogReadSeconds + readPages;
    toSend = clean();
  }
  seconds += source.suspendSeconds + readPages;
  const final = [...clean()].sort((a, b) => a - b);
  const batches = batchesOf(final.length);
  seconds += (final.length * (vm.pageBytes + 8) + batches * header) / free + batches * source.batchSeconds;
  seconds += vm.stateBytes / free + network.latencySeconds + destination.resumeSeconds;
  return { live, final, totalSeconds: seconds };
}
