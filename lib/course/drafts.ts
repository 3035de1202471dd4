import { simulateScenario } from "../engine/simulate.ts";
import type { Random } from "../random/random.ts";
import { ETHERNET_EFFICIENCY } from "../scenario/framing.ts";
import { parseScenario } from "../scenario/parse.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { formatNumber, formatQuantity, formatTick } from "../text/format.ts";

/** A problem before it has a topic and a seed. */
export interface Draft {
  question: string;
  unit: string;
  scenario: ScenarioInput;
  /** Computes the answer. Called at most once. */
  answer(): { value: number; tolerance: number; explanation: string };
}

/** Bytes of a page on the wire: 8 of header, 4096 of content. */
const PAGE_ON_WIRE = 4104;

/** Pages per second that a link carries. */
export function pagesPerSecond(bandwidthBitsPerSecond: number, efficiency: number = ETHERNET_EFFICIENCY): number {
  return bandwidthBitsPerSecond / 8 * efficiency / PAGE_ON_WIRE;
}

/** A link in words, such as `1 Gbit/s (28 700 pages per second)`. */
function linkText(bandwidthBitsPerSecond: number): string {
  const rate = formatNumber(pagesPerSecond(bandwidthBitsPerSecond));
  return `${formatQuantity(bandwidthBitsPerSecond, "bits per second")} (${rate} pages per second)`;
}

/** An item of a list, all with the same probability. */
export function pick<Item>(random: Random, list: readonly Item[]): Item {
  return list[random.below(list.length)];
}

/** The result of a scenario. */
export function simulated(scenario: ScenarioInput): ReturnType<typeof simulateScenario> {
  return simulateScenario(parseScenario(scenario));
}

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
  const [first] = simulated(scenario).rounds;
  const writes = writesPerSecond * first.seconds;
  const expected = pages * (1 - Math.exp(-writes / pages));
  return {
    question:
      `A guest of ${memoryMiB} MiB makes ${formatNumber(writesPerSecond)} page writes per second to random pages of ` +
      `the same ${formatTick(pages)}. The first round takes ${formatNumber(first.seconds)} s. ` +
      "How many dirty pages does the dirty log contain at its end?",
    unit: "pages",
    scenario,
    answer: () => ({
      value: first.pagesDirtied,
      tolerance: 0.1,
      explanation: `There are ${formatNumber(writes)} writes, some to pages that are already dirty: of P = ` +
        `${formatTick(pages)} pages, P (1 − exp(−writes / P)) = ${formatNumber(expected)} are expected.`,
    }),
  };
}

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
      `migrates by pre-copy over ${
        linkText(bandwidthBitsPerSecond)
      }. Suspend and resume take 20 ms each. How long is ` +
      "the downtime?",
    unit: "ms",
    scenario,
    answer: () => ({
      value: 1000 * simulated(scenario).downtimeSeconds!,
      tolerance: 0.15,
      explanation:
        `All ${formatTick(pages)} pages of the working set are written in every round, so all of them are sent ` +
        `with the guest stopped: ${formatNumber(1000 * pages / rate)} ms. Suspend and resume take 40 ms.`,
    }),
  };
}

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
      `${formatTick(writesPerSecond)} page writes per second. A link of ` +
      `${formatQuantity(bandwidthBitsPerSecond, "bits per second")} carries ${formatNumber(rate)} pages per second. ` +
      "How long does pre-copy take with at most 29 rounds?",
    unit: "s",
    scenario,
    answer: () => ({
      value: simulated(scenario).totalSeconds,
      tolerance: 0.1,
      explanation: `Each round is ${formatNumber(100 * writesPerSecond / rate, 2)} % as long as the one before. ` +
        "Together they take the pages of memory divided by link rate minus dirty rate: " +
        `${formatTick(pages)} / (${formatNumber(rate)} − ${formatTick(writesPerSecond)}) = ` +
        `${formatNumber(pages / (rate - writesPerSecond))} s; the final copy and the time of the hosts change this a ` +
        "little.",
    }),
  };
}

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
    question: `A guest of ${memoryMiB} MiB migrates by post-copy over ${linkText(bandwidthBitsPerSecond)} with a ` +
      `latency of ${latencyMs} ms each way. Sockets and switches queue ${queueKiB} KiB of pushed pages. How long does ` +
      "a virtual CPU wait for one demand fault on average?",
    unit: "ms",
    scenario,
    answer: () => {
      const { stallSeconds, demandFaults } = simulated(scenario);
      return {
        value: 1000 * stallSeconds / demandFaults,
        tolerance: 0.2,
        explanation: `The request takes a round trip of ${formatNumber(2 * latencyMs)} ms, and the page waits behind ` +
          `the queue: ${queueKiB} KiB at the rate of the link take ${
            formatNumber(queueMs)
          } ms. The page itself takes ` +
          `${formatNumber(1000 / rate, 2)} ms.`,
      };
    },
  };
}

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
  const seconds = 256 * memoryMiB / pagesPerSecond(1e9);
  const dirty = pages * (1 - Math.exp(-writesPerSecond * seconds / pages));
  return {
    question:
      `A guest of ${memoryMiB} MiB makes ${formatNumber(writesPerSecond)} page writes per second to random pages of ` +
      `the same ${formatTick(pages)}. It migrates by three-stage copy over ${linkText(1e9)}. Suspend and resume take ` +
      `20 ms each. The destination takes ${markMicroseconds} µs to mark a page absent. How long is the downtime?`,
    unit: "ms",
    scenario,
    answer: () => ({
      value: 1000 * simulated(scenario).downtimeSeconds!,
      tolerance: 0.1,
      explanation: `Stage one takes ${formatNumber(seconds)} s and leaves about ${formatNumber(dirty)} dirty pages. ` +
        `Marking them takes ${
          formatNumber(dirty * markMicroseconds / 1000)
        } ms, suspend and resume take 40 ms; sending ` +
        "the bitmap takes almost no time.",
    }),
  };
}

/** The smallest downtime limit with which QEMU's pre-copy converges. */
export function downtimeLimit(random: Random): Draft {
  const hotMiB = 6 + random.below(27);
  const bandwidthBitsPerSecond = pick(random, [5e8, 1e9, 2e9]);
  const rate = pagesPerSecond(bandwidthBitsPerSecond);
  const pages = 256 * hotMiB;
  const scenario: ScenarioInput = {
    preset: "qemu",
    vm: { memoryBytes: 128 * 2 ** 20 },
    workload: { kind: "uniform", writesPerSecond: 400_000, pages },
    network: { bandwidthBitsPerSecond },
    migration: { maxBytesPerSecond: null, timeLimitSeconds: 20 },
    seed: random.below(1e6),
  };
  const ends = (milliseconds: number) => {
    const migration = { ...scenario.migration, downtimeLimitSeconds: milliseconds / 1000 };
    return simulated({ ...scenario, migration }).verdict === "converged";
  };
  return {
    question:
      `A guest of 128 MiB writes to the same ${hotMiB} MiB again and again, with 400 000 page writes per second. QEMU ` +
      `migrates it by pre-copy over ${
        linkText(bandwidthBitsPerSecond)
      }. What is the smallest downtime limit with which ` +
      "the migration converges?",
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
        explanation: `The working set must fit into the limit: ${formatTick(pages)} pages at ${formatNumber(rate)} ` +
          `pages per second take ${
            formatNumber(1000 * pages / rate)
          } ms. In the first seconds QEMU measures a bandwidth ` +
          "one or two percent above the link's, because some of what it sends fills the send queue, so a limit slightly " +
          "below that is enough. With an even lower limit, each reading of the dirty log finds more pages than QEMU may " +
          "send with the guest stopped.",
      };
    },
  };
}
