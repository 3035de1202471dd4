import { stepSecondsOf, timeLimitOf } from "../engine/run/time-limit.ts";
import type { Scenario, Workload } from "../scenario/types.ts";

/** Pages that are simulated at most: 4 GiB. */
const MOST_PAGES = 2 ** 20;

/**
 * The scenario with one page in k, k the least that leaves at most `mostPages`: memory, rates, queues and the counts of a
 * curve are divided by k, costs per page multiplied by it. Total time and downtime stay; the noise of one run grows by
 * the square root of k. Stall and demand faults do not stay: a sampled guest has too few of them.
 */
export function sampleMemory(scenario: Scenario, mostPages: number = MOST_PAGES): Scenario {
  const { vm, network, migration, source, destination } = scenario;
  const pages = vm.memoryBytes / vm.pageBytes;
  const k = Math.ceil(pages / mostPages);
  if (k === 1) return scenario;
  const host = (costs: typeof source) => ({
    ...costs,
    copyBytesPerSecond: costs.copyBytesPerSecond / k,
    zeroPageSeconds: costs.zeroPageSeconds * k,
    walkSecondsPerPage: costs.walkSecondsPerPage * k,
    dirtyLogReadSecondsPerPage: costs.dirtyLogReadSecondsPerPage * k,
    markAbsentSecondsPerPage: costs.markAbsentSecondsPerPage * k,
  });
  return {
    ...scenario,
    vm: {
      ...vm,
      memoryBytes: Math.round(pages / k) * vm.pageBytes,
      zeroPages: Math.round(vm.zeroPages / k),
      stateBytes: vm.stateBytes / k,
    },
    workload: scenario.workload.map((part) => sampled(part, k)),
    source: host(source),
    destination: host(destination),
    network: {
      ...network,
      bandwidthBitsPerSecond: network.bandwidthBitsPerSecond / k,
      windowBytes: network.windowBytes === null ? null : network.windowBytes / k,
      queueBytes: network.queueBytes / k,
      queueGrownBytes: network.queueGrownBytes / k,
      queueGrownResumedBytes: network.queueGrownResumedBytes / k,
      linkQueueBytes: network.linkQueueBytes / k,
      burstBytes: network.burstBytes / k,
    },
    migration: {
      ...migration,
      maxBytesPerSecond: migration.maxBytesPerSecond === null ? null : migration.maxBytesPerSecond / k,
      stopBelowPages: Math.ceil(migration.stopBelowPages / k),
      batchPages: Math.ceil(migration.batchPages / k),
      // A limit that follows memory keeps the memory of the VM.
      timeLimitSeconds: timeLimitOf(scenario),
      downtimeStepSeconds: stepSecondsOf(scenario),
      downtimeStepSecondsPerGiB: 0,
    },
  };
}

function sampled(part: Workload, k: number): Workload {
  if (part.kind !== "curve") return part;
  return {
    ...part,
    points: part.points.map(({ seconds, dirtyPages, errorPages }) => ({
      seconds,
      dirtyPages: dirtyPages / k,
      ...(errorPages === undefined ? {} : { errorPages: errorPages / k }),
    })),
  };
}
