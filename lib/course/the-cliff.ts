import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { formatNumber, formatQuantity } from "../text/format.ts";
import type { Random } from "../random/random.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { type Draft, pagesPerSecond, pick } from "./draft.ts";

/** The total time of pre-copy when the dirty rate is near the rate of the link. */
export function theCliff(random: Random): Draft {
  const memoryMiB = pick(random, [256, 512, 1024, 2048]);
  const bandwidthBitsPerSecond = pick(random, [5e8, 1e9, 1e10]);
  const rate = pagesPerSecond(bandwidthBitsPerSecond);
  const share = 0.3 + 0.5 * random.uniform();
  const writesPerSecond = Math.round(share * rate / 1000) * 1000;
  const pages = 256 * memoryMiB;
  const scenario: ScenarioInput = {
    vm: { memoryBytes: memoryMiB * 2 ** 20 },
    workload: { kind: "sequential", writesPerSecond, startPage: 0 },
    network: { bandwidthBitsPerSecond },
    migration: { engine: "pre-copy", maxRounds: 29 },
    seed: random.below(1e6),
  };
  return {
    question: `A guest of ${memoryMiB} MiB writes to its pages in order, again and again, with ` +
      `${formatNumber(writesPerSecond, 12)} page writes per second. A link of ` +
      `${formatQuantity(bandwidthBitsPerSecond, "bits per second")} carries ${formatNumber(rate)} pages per second. ` +
      "How long does pre-copy take with at most 29 rounds?",
    unit: "s",
    scenario,
    answer: () => ({
      value: simulateScenario(parseScenario(scenario)).totalSeconds,
      tolerance: 0.1,
      explanation:
        `Each round is ${
          formatNumber(100 * writesPerSecond / rate, 2)
        } % as long as the one before. Together they take ` +
        `the pages of memory divided by link rate minus dirty rate: ${formatNumber(pages, 12)} / (${
          formatNumber(rate)
        } − ${formatNumber(writesPerSecond, 12)}) = ${
          formatNumber(pages / (rate - writesPerSecond))
        } s; the final copy and the time of the hosts change this a little.`,
    }),
  };
}
