import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { formatNumber } from "../text/format.ts";
import type { Random } from "../random/random.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { type Draft, pagesPerSecond, pick } from "./draft.ts";

/** The downtime of three-stage copy with the time to mark dirty pages absent. */
export function threeStage(random: Random): Draft {
  const memoryMiB = pick(random, [256, 512, 1024, 2048]);
  const pages = 256 * memoryMiB / pick(random, [4, 8]);
  const writesPerSecond = pick(random, [2000, 4000, 8000, 16_000]);
  const markMicroseconds = pick(random, [2, 5, 10]);
  const scenario: ScenarioInput = {
    vm: { memoryBytes: memoryMiB * 2 ** 20 },
    workload: { kind: "uniform", writesPerSecond, pages },
    destination: { markAbsentSecondsPerPage: markMicroseconds / 1e6 },
    migration: { engine: "three-stage" },
    seed: random.below(1e6),
  };
  const rate = pagesPerSecond(1e9);
  const seconds = 256 * memoryMiB / rate;
  const dirty = pages * (1 - Math.exp(-writesPerSecond * seconds / pages));
  return {
    question:
      `A guest of ${memoryMiB} MiB makes ${formatNumber(writesPerSecond)} page writes per second to random pages of ` +
      `the same ${formatNumber(pages, 12)}. It migrates by three-stage copy over 1 Gbit/s (${
        formatNumber(rate)
      } pages per second). Suspend and resume take 20 ms each. The destination takes ${markMicroseconds} µs to mark a ` +
      "page absent. How long is the downtime?",
    unit: "ms",
    scenario,
    answer: () => ({
      value: 1000 * simulateScenario(parseScenario(scenario)).downtimeSeconds!,
      tolerance: 0.1,
      explanation:
        `Stage one takes ${formatNumber(seconds)} s and leaves about ${
          formatNumber(dirty)
        } dirty pages. Marking them ` +
        `takes ${
          formatNumber(dirty * markMicroseconds / 1000)
        } ms, suspend and resume take 40 ms; sending the bitmap ` +
        "takes almost no time.",
    }),
  };
}
