import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { formatNumber, formatQuantity } from "../text/format.ts";
import type { Random } from "../random/random.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { type Draft, PAGE_ON_WIRE, pagesPerSecond, pick } from "./draft.ts";

/** The length of a demand fault. */
export function postCopy(random: Random): Draft {
  const bandwidthBitsPerSecond = pick(random, [5e8, 1e9, 1e10]);
  const latencyMs = pick(random, [0.1, 0.5, 1, 2, 5]);
  const queueKiB = pick(random, [128, 256, 512, 1024]);
  const memoryMiB = pick(random, [512, 1024, 2048]);
  const rate = pagesPerSecond(bandwidthBitsPerSecond);
  const queueMs = 1000 * queueKiB * 1024 / PAGE_ON_WIRE / rate;
  const scenario: ScenarioInput = {
    vm: { memoryBytes: memoryMiB * 2 ** 20 },
    workload: { kind: "uniform", writesPerSecond: 4000, pages: 32 * memoryMiB },
    network: { bandwidthBitsPerSecond, latencySeconds: latencyMs / 1000, queueBytes: 1024 * queueKiB },
    migration: { engine: "post-copy", prepullPages: 0 },
    seed: random.below(1e6),
  };
  return {
    question:
      `A guest of ${memoryMiB} MiB migrates by post-copy over ${
        formatQuantity(bandwidthBitsPerSecond, "bits per second")
      } ` +
      `(${
        formatNumber(rate)
      } pages per second) with a latency of ${latencyMs} ms each way. Sockets and switches queue ` +
      `${queueKiB} KiB of pushed pages. How long does a virtual CPU wait for one demand fault on average?`,
    unit: "ms",
    scenario,
    answer: () => {
      const { stallSeconds, demandFaults } = simulateScenario(parseScenario(scenario));
      return {
        value: 1000 * stallSeconds / demandFaults,
        tolerance: 0.2,
        explanation: `The request takes a round trip of ${formatNumber(2 * latencyMs)} ms, and the page waits behind ` +
          `the queue: ${queueKiB} KiB at the rate of the link take ${formatNumber(queueMs)} ms. The page itself takes ${
            formatNumber(1000 / rate, 2)
          } ms.`,
      };
    },
  };
}
