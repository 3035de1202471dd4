import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { formatNumber } from "../text/format.ts";
import type { Random } from "../random/random.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { pagesPerSecond, rateInWords } from "./links.ts";
import { pick } from "./pick.ts";
import type { Draft } from "./types.ts";

/** The smallest downtime limit under which QEMU's pre-copy ends. */
export function deadline(random: Random): Draft {
  const hotMiB = 6 + random.below(27);
  const bandwidthBitsPerSecond = pick(random, [5e8, 1e9, 2e9]);
  const rate = pagesPerSecond(bandwidthBitsPerSecond);
  const pages = 256 * hotMiB;
  const seed = random.below(1e6);
  const scenario: ScenarioInput = {
    preset: "qemu",
    vm: { memoryBytes: 128 * 2 ** 20 },
    workload: { kind: "uniform", writesPerSecond: 400_000, pages },
    network: { bandwidthBitsPerSecond },
    migration: { maxBytesPerSecond: null, timeLimitSeconds: 20 },
    seed,
  };
  const ends = (milliseconds: number) => {
    const migration = { ...scenario.migration, downtimeLimitSeconds: milliseconds / 1000 };
    return simulateScenario(parseScenario({ ...scenario, migration })).verdict === "converged";
  };
  return {
    question:
      `A guest of 128 MiB writes to the same ${hotMiB} MiB over and over, 400 000 page writes per second. It moves ` +
      `by QEMU's pre-copy over ${rateInWords(bandwidthBitsPerSecond)} (${formatNumber(rate)} pages per second). ` +
      "What is the smallest downtime limit under which the migration ends?",
    unit: "ms",
    scenario,
    answer: () => {
      let [never, always] = [0, 4000];
      while (always - never > 1) {
        const middle = Math.floor((never + always) / 2);
        if (ends(middle)) always = middle;
        else never = middle;
      }
      return {
        value: always,
        tolerance: 0.1,
        explanation:
          `The limit must hold the working set: ${formatNumber(pages, 12)} pages at ${formatNumber(rate)} pages ` +
          `per second are ${
            formatNumber(1000 * pages / rate)
          } ms. Under a lower limit each reading of the log finds more ` +
          "than may be sent with the guest stopped.",
      };
    },
  };
}
