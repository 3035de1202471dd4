import { BitmapPool } from "../bitmap/pool.ts";
import { simulateScenario } from "../engine/simulate.ts";
import type { CurvePoint, Migration, Scenario } from "../scenario/types.ts";
import { publishedTotalSeconds } from "./published.ts";
import { sampleMemory } from "./sample-memory.ts";
import type { Cell, OwnCell, PredictInput } from "./types.ts";

/** The links and downtime limits of the table, unless others are asked for. */
const BANDWIDTHS = [1e9, 2.5e9, 5e9, 10e9, 25e9, 40e9, 100e9];
const LIMITS = [0.1, 0.3, 0.5, 1, 5];
/** A cell is simulated with fewer pages and rounds than the answer. */
const MOST_PAGES = 2 ** 17;
const MOST_ROUNDS = 200;
/** An unlimited downtime. */
const UNLIMITED_SECONDS = 1e6;
/** The published predictor's Gbit/s is 1024^3 bits. */
const PUBLISHED_GBIT = 1024 ** 3;

function cellsFor(
  { cells }: PredictInput,
  totalOf: (bitsPerSecond: number, limitSeconds: number | null) => number | null,
): Cell[] {
  const { bandwidthsBitsPerSecond = BANDWIDTHS, downtimeLimitsSeconds = LIMITS } = cells ?? {};
  return bandwidthsBitsPerSecond.flatMap((bitsPerSecond) =>
    downtimeLimitsSeconds.map((limit) => ({
      gbps: bitsPerSecond / 1e9,
      downtimeLimitMs: limit === null ? null : limit * 1000,
      totalSeconds: totalOf(bitsPerSecond, limit),
    }))
  );
}

/** Total times over links and downtime limits, by the platform's rules. Under Xen no cell depends on the limit. */
export function cellsOf(input: PredictInput, scenario: Scenario): Cell[] {
  const total = totalBy(scenario);
  return cellsFor(input, (bandwidthBitsPerSecond, limit) =>
    total(bandwidthBitsPerSecond, {
      downtimeLimitSeconds: limit ?? UNLIMITED_SECONDS,
      downtimeSteps: [],
      downtimeDoublingPolls: null,
    }));
}

/** The same under the platform's own downtime limits, one cell for each link. */
export function ownCellsOf({ cells }: PredictInput, scenario: Scenario): OwnCell[] {
  const total = totalBy(scenario);
  return (cells?.bandwidthsBitsPerSecond ?? BANDWIDTHS).map((bitsPerSecond) => (
    { gbps: bitsPerSecond / 1e9, totalSeconds: total(bitsPerSecond, {}) }
  ));
}

function totalBy(scenario: Scenario) {
  const pool = new BitmapPool();
  return (bandwidthBitsPerSecond: number, limits: Partial<Migration>): number | null => {
    const maxRounds = Math.min(MOST_ROUNDS, scenario.migration.maxRounds);
    const { verdict, totalSeconds } = simulateScenario(
      sampleMemory({
        ...scenario,
        network: { ...scenario.network, bandwidthBitsPerSecond },
        migration: { ...scenario.migration, ...limits, maxRounds },
      }, MOST_PAGES),
      { pool },
    );
    return verdict === "diverged" ? null : totalSeconds;
  };
}

/** The same by the published method, which has no cap and no costs of a host. */
export function publishedCellsOf(
  input: PredictInput,
  guest: { points: readonly CurvePoint[]; pages: number; zeroPages: number },
): Cell[] {
  return cellsFor(
    input,
    (bitsPerSecond, downtimeLimitSeconds) =>
      publishedTotalSeconds({
        ...guest,
        bytesPerSecond: bitsPerSecond / 1e9 * PUBLISHED_GBIT / 8,
        downtimeLimitSeconds,
      }),
  );
}
