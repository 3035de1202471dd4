import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { formatNumber } from "../text/format.ts";
import type { Random } from "../random/random.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { pagesPerSecond, rateInWords } from "./links.ts";
import { pick } from "./pick.ts";
import type { Draft } from "./types.ts";

/** How long pre-copy takes as the dirty rate comes near to the link's. */
export function cliff(random: Random): Draft {
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
    question: `A guest of ${memoryMiB} MiB goes through its memory page after page, ` +
      `${formatNumber(writesPerSecond, 12)} page writes per second, and begins again at the end. ` +
      `${rateInWords(bandwidthBitsPerSecond)} carries ${formatNumber(rate)} pages per second. ` +
      "How long does pre-copy take, given 29 rounds?",
    unit: "s",
    scenario,
    answer: () => ({
      value: simulateScenario(parseScenario(scenario)).totalSeconds,
      tolerance: 0.1,
      explanation:
        `Every round leaves ${formatNumber(100 * writesPerSecond / rate, 2)} % of its length to send. The rounds ` +
        `add up to memory over what the link has left: ${formatNumber(pages, 12)} / (${formatNumber(rate)} − ${
          formatNumber(writesPerSecond, 12)
        }) = ${
          formatNumber(pages / (rate - writesPerSecond))
        } s; what is left to round 30 and the hosts' time change it a little.`,
    }),
  };
}
