import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { formatNumber, formatQuantity } from "../text/format.ts";
import type { Random } from "../random/random.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { type Draft, pagesPerSecond, pick } from "./draft.ts";

/** The downtime of a guest with a working set that is always dirty. */
export function workingSet(random: Random): Draft {
  const memoryMiB = pick(random, [512, 1024, 2048]);
  const hotMiB = 8 + random.below(57);
  const bandwidthBitsPerSecond = pick(random, [5e8, 1e9, 2e9]);
  const pages = 256 * hotMiB;
  const rate = pagesPerSecond(bandwidthBitsPerSecond);
  const scenario: ScenarioInput = {
    vm: { memoryBytes: memoryMiB * 2 ** 20 },
    workload: { kind: "uniform", writesPerSecond: 400_000, pages },
    network: { bandwidthBitsPerSecond },
    seed: random.below(1e6),
  };
  return {
    question:
      `A guest of ${memoryMiB} MiB writes only to the same ${hotMiB} MiB, with 400 000 page writes per second. It ` +
      `migrates by pre-copy over ${formatQuantity(bandwidthBitsPerSecond, "bits per second")} (${
        formatNumber(rate)
      } pages per second). ` +
      "Suspend and resume take 20 ms each. How long is the downtime?",
    unit: "ms",
    scenario,
    answer: () => ({
      value: 1000 * simulateScenario(parseScenario(scenario)).downtimeSeconds!,
      tolerance: 0.15,
      explanation:
        `All ${formatNumber(pages, 12)} pages of the working set are written in every round, so all of them are sent ` +
        `with the guest stopped: ${formatNumber(1000 * pages / rate)} ms. Suspend and resume take 40 ms.`,
    }),
  };
}
