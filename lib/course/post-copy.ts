import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { formatNumber } from "../text/format.ts";
import type { Random } from "../random/random.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { pagesPerSecond, rateInWords } from "./links.ts";
import { pick } from "./pick.ts";
import type { Draft } from "./types.ts";

/** How long one demand fault lasts. */
export function faults(random: Random): Draft {
  const bandwidthBitsPerSecond = pick(random, [5e8, 1e9, 1e10]);
  const latencyMs = pick(random, [0.1, 0.5, 1, 2, 5]);
  const queueKiB = pick(random, [128, 256, 512, 1024]);
  const memoryMiB = pick(random, [512, 1024, 2048]);
  const rate = pagesPerSecond(bandwidthBitsPerSecond);
  const queueMs = 1000 * queueKiB * 1024 / 4104 / rate;
  const scenario: ScenarioInput = {
    vm: { memoryBytes: memoryMiB * 2 ** 20 },
    workload: { kind: "uniform", writesPerSecond: 4000, pages: 32 * memoryMiB },
    network: { bandwidthBitsPerSecond, latencySeconds: latencyMs / 1000, queueBytes: 1024 * queueKiB },
    migration: { engine: "post-copy", prepullPages: 0 },
    seed: random.below(1e6),
  };
  return {
    question: `A guest of ${memoryMiB} MiB moves by post-copy over ${rateInWords(bandwidthBitsPerSecond)} ` +
      `(${formatNumber(rate)} pages per second) with a latency of ${latencyMs} ms each way. Sockets and switch hold ` +
      `${queueKiB} KiB of pushed pages ahead of the wire. How long does its virtual CPU wait for one demand fault, on average?`,
    unit: "ms",
    scenario,
    answer: () => {
      const { stallSeconds, demandFaults } = simulateScenario(parseScenario(scenario));
      return {
        value: 1000 * stallSeconds / demandFaults,
        tolerance: 0.2,
        explanation: `A round trip of ${formatNumber(2 * latencyMs)} ms, and the queue that the page stands behind: ` +
          `${queueKiB} KiB at the link's rate are ${formatNumber(queueMs)} ms. The page itself takes ${
            formatNumber(1000 / rate, 2)
          } ms.`,
      };
    },
  };
}
