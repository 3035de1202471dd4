import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { formatNumber, formatQuantity } from "../text/format.ts";
import type { Random } from "../random/random.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { type Draft, pagesPerSecond, pick } from "./draft.ts";

/** The smallest downtime limit with which QEMU's pre-copy converges. */
export function downtimeLimit(random: Random): Draft {
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
      `A guest of 128 MiB writes to the same ${hotMiB} MiB again and again, with 400 000 page writes per second. QEMU ` +
      `migrates it by pre-copy over ${formatQuantity(bandwidthBitsPerSecond, "bits per second")} (${
        formatNumber(rate)
      } pages per second). ` +
      "What is the smallest downtime limit with which the migration converges?",
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
          `The working set must fit into the limit: ${formatNumber(pages, 12)} pages at ${
            formatNumber(rate)
          } pages per ` +
          `second take ${formatNumber(1000 * pages / rate)} ms. With a lower limit, each dirty-log read finds ` +
          "more pages than QEMU can send within the limit.",
      };
    },
  };
}
