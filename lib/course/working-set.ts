import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { formatNumber } from "../text/format.ts";
import type { Random } from "../random/random.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { pagesPerSecond, rateInWords } from "./links.ts";
import { pick } from "./pick.ts";
import type { Draft } from "./types.ts";

/** How long a working set that is always dirty keeps the guest stopped. */
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
      `A guest of ${memoryMiB} MiB writes to the same ${hotMiB} MiB over and over, 400 000 page writes per second, ` +
      `and to nothing else. It moves by pre-copy over ${rateInWords(bandwidthBitsPerSecond)}, which carries ` +
      `${formatNumber(rate)} pages per second; suspending and resuming it take 20 ms each. How long is its downtime?`,
    unit: "ms",
    scenario,
    answer: () => ({
      value: 1000 * simulateScenario(parseScenario(scenario)).downtimeSeconds!,
      tolerance: 0.15,
      explanation:
        `All ${formatNumber(pages, 12)} pages of the working set are written again in every round, so that all ` +
        `of them are sent with the guest stopped: ${formatNumber(1000 * pages / rate)} ms, and 40 ms for the hosts.`,
    }),
  };
}
