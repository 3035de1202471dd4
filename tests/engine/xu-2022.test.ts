import { assert, assertAlmostEquals } from "@std/assert";
import { simulate } from "../../lib/simulate.ts";

const GIB = 2 ** 30;
const HUGE = 2 ** 21;

/**
 * Peter Xu's measurements of postcopy-preempt (qemu-devel 2022): a guest of 20 GiB, one thread that writes at random over 18
 * GiB, 10 Gbit/s. Faults, their mean latency in microseconds; their product, the length of post-copy, gives the rate.
 */
const MEASURED = [
  { what: "4 KiB, plain", faults: 2791, micros: 10_676, hugePageBytes: null, preempt: false },
  { what: "4 KiB, preempt", faults: 47_385, micros: 570, hugePageBytes: null, preempt: true },
  { what: "2 MiB, plain", faults: 2000, micros: 10_582, hugePageBytes: HUGE, preempt: false },
  { what: "2 MiB, preempt", faults: 3699, micros: 4960, hugePageBytes: HUGE, preempt: true },
];

/**
 * The queue in front of the slow destination is a send buffer of 3.7 MB and what a receive buffer of 6 MiB takes, 3.1 to 4.7
 * MB by kernel version: 7.5 MB. The link's own is 0.2 MB. These two are chosen; eight figures follow.
 */
const QUEUE_BYTES = 7.5e6;
const LINK_QUEUE_BYTES = 0.2e6;

function postCopy({ faults, micros, hugePageBytes, preempt }: typeof MEASURED[number], memoryGib = 20) {
  const zeroPages = Math.max(0, Math.round((memoryGib - 18.1) * GIB / HUGE) * HUGE / 4096);
  const { phases, demandFaults, stallSeconds } = simulate({
    preset: "qemu",
    vm: { memoryBytes: memoryGib * GIB, hugePageBytes, zeroPages },
    workload: { kind: "uniform", pages: 18 * GIB / 4096, writesPerSecond: 3e6, touchesPerWrite: 1 },
    destination: { copyBytesPerSecond: 18.1 * GIB / (faults * micros * 1e-6) },
    network: {
      bandwidthBitsPerSecond: 1e10,
      queueBytes: QUEUE_BYTES,
      queueGrownBytes: QUEUE_BYTES,
      linkQueueBytes: LINK_QUEUE_BYTES,
    },
    migration: { engine: "post-copy", preempt, maxBytesPerSecond: null },
  });
  return { demandFaults, micros: stallSeconds / demandFaults * 1e6, seconds: phases.at(-1)!.seconds };
}

for (const run of MEASURED) {
  Deno.test(`Peter Xu's post-copy, ${run.what}: faults and their mean latency are within 25 %`, () => {
    const { demandFaults, micros } = postCopy(run);
    assert(Math.abs(demandFaults / run.faults - 1) < 0.25, `${demandFaults} faults, measured ${run.faults}`);
    assert(Math.abs(micros / run.micros - 1) < 0.25, `${micros} us, measured ${run.micros}`);
  });

  Deno.test(`one writer faults one at a time, ${run.what}: faults x mean latency is the length of post-copy`, () => {
    const { demandFaults, micros, seconds } = postCopy(run, 18);
    assertAlmostEquals(demandFaults * micros * 1e-6 / seconds, 1, 0.03);
  });
}
