import { measuredRuns } from "../qemu/measured.ts";
import { scenarioOf } from "../qemu/scenario-of.ts";
import { Random } from "../random/random.ts";
import { formatNumber, formatTick } from "../text/format.ts";
import { type Draft, pagesPerSecond, pick, simulated } from "./drafts.ts";

/** The share of TCP payload on a shaped link: the shaper counts the Ethernet header, but not preamble and gap. */
const SHAPED_EFFICIENCY = 1448 / 1514;

/** The total migration time of a measured QEMU migration. Consecutive seeds go through all runs before one repeats. */
export function realRun(random: Random, seed: string | number): Draft {
  const runs = measuredRuns().filter(({ measured, workload }) =>
    measured.status === "completed" && workload.kind === "uniform" && workload.pagesPerSecond !== null
  );
  const run = /^-?\d+$/.test(`${seed}`) ? inFixedOrder(runs, Number(seed)) : pick(random, runs);
  const { engine, memoryMiB, totalPages, zeroPages, linkMbitPerSecond, downtimeLimitMs, workload, measured } = run;
  const scenario = scenarioOf(run);
  const rate = pagesPerSecond(linkMbitPerSecond * 1e6, SHAPED_EFFICIENCY);
  const full = totalPages - zeroPages;
  const limit = engine === "pre-copy" ? `, with a downtime limit of ${downtimeLimitMs} ms` : "";
  return {
    question: `A real migration under ${run.hypervisor}: a guest of ${memoryMiB} MiB has ${formatTick(totalPages)} ` +
      `pages, ${formatTick(zeroPages)} of them zero, and makes ${formatNumber(workload.pagesPerSecond!)} page writes ` +
      `per second to random pages of a buffer of ${workload.bufferMiB} MiB. It migrates by ${engine} over ` +
      `${linkMbitPerSecond} Mbit/s (${formatNumber(rate)} full pages per second)${limit}. ` +
      "What total migration time did QEMU report?",
    unit: "s",
    scenario,
    answer: () => ({
      value: measured.totalTimeSeconds,
      tolerance: 0.15,
      explanation:
        `Sending the ${formatTick(full)} nonzero pages once takes ${formatNumber(full / rate)} s. QEMU sent ` +
        `${formatTick(measured.pagesTransferred)} pages: each ${timesInWords(measured.pagesTransferred / full)}. ` +
        `The simulator predicts ${formatNumber(simulated(scenario).totalSeconds)} s.`,
    }),
  };
}

/** The item of a shuffled list at any whole number. The order is always the same. */
function inFixedOrder<Item>(list: readonly Item[], index: number): Item {
  const random = new Random("problem/real-run/order");
  const places = list.map((_, place) => place);
  for (let last = places.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [places[last], places[other]] = [places[other], places[last]];
  }
  return list[places[(index % list.length + list.length) % list.length]];
}

function timesInWords(times: number): string {
  return Math.abs(times - 1) < 0.005 ? "once" : `${formatNumber(times)} times on average`;
}
