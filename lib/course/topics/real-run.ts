import { simulate } from "../../engine/simulate.ts";
import { formatNumber } from "../../plot/format.ts";
import { measuredRuns } from "../../qemu/measured.ts";
import { scenarioOf } from "../../qemu/scenario-of.ts";
import type { Random } from "../../random/random.ts";
import { pagesPerSecond } from "../links.ts";
import { pick } from "../pick.ts";
import type { Draft } from "../types.ts";

/** What a shaped link leaves to TCP's payload: the shaper counts Ethernet's header, but neither preamble nor gap. */
const SHAPED_EFFICIENCY = 1448 / 1514;

/** How long a real QEMU migration took. */
export function realRun(random: Random): Draft {
  const runs = measuredRuns().filter(({ measured, workload }) =>
    measured.status === "completed" && workload.kind === "uniform" && workload.pagesPerSecond !== null
  );
  const run = pick(random, runs);
  const { engine, memoryMiB, totalPages, zeroPages, linkMbitPerSecond, downtimeLimitMs, workload, measured } = run;
  const scenario = scenarioOf(run);
  const rate = pagesPerSecond(linkMbitPerSecond * 1e6, SHAPED_EFFICIENCY);
  const full = totalPages - zeroPages;
  const limit = engine === "pre-copy" ? `, with a downtime limit of ${downtimeLimitMs} ms` : "";
  return {
    question:
      `A real migration under ${run.hypervisor}: a guest of ${memoryMiB} MiB, ${formatNumber(totalPages, 12)} pages, ` +
      `${formatNumber(zeroPages, 12)} of them zero, makes ${
        formatNumber(workload.pagesPerSecond!)
      } page writes per second ` +
      `to random pages of a buffer of ${workload.bufferMiB} MiB. It moves by ${engine} over ${linkMbitPerSecond} Mbit/s, ` +
      `${formatNumber(rate)} full pages per second${limit}. What total-time did QEMU report?`,
    unit: "s",
    scenario,
    answer: () => ({
      value: measured.totalTimeSeconds,
      tolerance: 0.15,
      explanation:
        `Once through the ${formatNumber(full, 12)} pages that are not zero takes ${formatNumber(full / rate)} s. ` +
        `QEMU sent ${formatNumber(measured.pagesTransferred, 12)} pages: each ${
          timesInWords(measured.pagesTransferred / full)
        }. ` +
        `The simulator predicts ${formatNumber(simulate(scenario).totalSeconds)} s.`,
    }),
  };
}

function timesInWords(times: number): string {
  return Math.abs(times - 1) < 0.005 ? "once" : `${formatNumber(times)} times on average`;
}
