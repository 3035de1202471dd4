import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { formatNumber } from "../text/format.ts";
import type { Random } from "../random/random.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { type Draft, pick } from "./draft.ts";

/** The number of distinct pages that random writes dirty in a round. */
export function dirtyPages(random: Random): Draft {
  const memoryMiB = pick(random, [64, 128, 256, 512]);
  const pages = 256 * memoryMiB / pick(random, [2, 4, 8]);
  const writesPerSecond = 1000 * (1 + random.below(20));
  const scenario: ScenarioInput = {
    vm: { memoryBytes: memoryMiB * 2 ** 20 },
    workload: { kind: "uniform", writesPerSecond, pages },
    seed: random.below(1e6),
  };
  const [first] = simulateScenario(parseScenario(scenario)).rounds;
  const writes = writesPerSecond * first.seconds;
  return {
    question:
      `A guest of ${memoryMiB} MiB makes ${formatNumber(writesPerSecond)} page writes per second to random pages of ` +
      `the same ${formatNumber(pages, 12)}. The first round takes ${formatNumber(first.seconds)} s. ` +
      "How many dirty pages does the dirty log contain at its end?",
    unit: "pages",
    scenario,
    answer: () => ({
      value: first.pagesDirtied,
      tolerance: 0.1,
      explanation: `There are ${formatNumber(writes)} writes, some to pages that are already dirty: of P = ${
        formatNumber(pages, 12)
      } pages, P (1 − exp(−writes / P)) = ${formatNumber(pages * (1 - Math.exp(-writes / pages)))} are expected.`,
    }),
  };
}
