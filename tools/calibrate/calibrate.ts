import { BitmapPool } from "../../lib/bitmap/pool.ts";
import { simulateScenario } from "../../lib/engine/simulate.ts";
import { Random } from "../../lib/random/random.ts";
import { ENGINES, type Figures, figuresOf, type PaperRow } from "../../lib/paper/bars.ts";
import { type Claim, judgeClaims } from "../../lib/paper/claims.ts";
import { minimize } from "./differential-evolution.ts";
import { FREE_PARAMETERS, type FreeParameter, parametersAt } from "./free-parameters.ts";
import type { PaperParameters } from "../../lib/scenario/song-2014-parameters.ts";
import { PAPER } from "../../lib/paper/published.ts";
import { testbed } from "../../lib/scenario/song-2014.ts";

/** The fitted parameters and the quality of the fit: the content of `data/song-2014-calibration.json`. */
export interface Calibration {
  /** Source of the target values. */
  source: string;
  /** Seed and quality of the fit. */
  fit: { seed: string; evaluations: number; cost: number; claims: Pick<Claim, "id" | "paper" | "ours" | "unit">[] };
  /** The free parameters and their bounds. */
  free: readonly FreeParameter[];
  /** The fitted parameters. */
  parameters: PaperParameters;
}

/** Options of {@linkcode calibrate}. */
export interface CalibrateOptions {
  /** Seed of the search. */
  seed: string;
  /** Largest number of rounds of the search. Default 160. */
  generations?: number;
  /** Number of parameter sets. Default 50. */
  population?: number;
  /** Called before each round with the lowest cost so far. */
  onProgress?: (generation: number, cost: number) => void;
}

/**
 * Searches for one set of parameters that meets all claims of the paper.
 *
 * The cost is the squared distance from the three printed averages, in percentage points, plus a penalty for claims and axes
 * that hold by less than a margin. Every candidate is simulated with the same seeds.
 */
export function calibrate(
  { seed, generations = 160, population = 50, onProgress }: CalibrateOptions,
): Calibration {
  const figuresAt = (point: readonly number[]) => figuresOf(simulateTestbed(parametersAt(point), seed));
  const optimum = minimize(
    (point) => costOf(figuresAt(point)),
    FREE_PARAMETERS.length,
    new Random(`calibrate/${seed}`),
    { population, generations, goodEnough: 0.01, onProgress },
  );
  const claims = judgeClaims(figuresAt(optimum.point));
  return {
    source: PAPER.source,
    fit: {
      seed,
      evaluations: optimum.evaluations,
      cost: optimum.cost,
      claims: claims.map(({ id, paper, ours, unit }) => ({ id, paper, ours: Number(ours.toPrecision(4)), unit })),
    },
    free: FREE_PARAMETERS,
    parameters: parametersAt(optimum.point),
  };
}

/**
 * Number of simulations of each bar. Pre-copy's rounds depend on the position of memtester's sweep at the start of the
 * migration; three-stage copy, which passes over memory once, hardly does.
 */
const REPLICATES = { "pre-copy": 8, "three-stage": 1 };

function simulateTestbed(parameters: PaperParameters, seed: string): PaperRow[] {
  const pool = new BitmapPool();
  return (["low", "high"] as const).flatMap((dirtyRate) => {
    const preset = testbed(parameters, dirtyRate);
    return PAPER.testbed.memoryMiB.flatMap((memoryMiB) => {
      const vm = { ...preset.vm, memoryBytes: memoryMiB * 2 ** 20 };
      const scenario = { ...preset, vm, workload: preset.workload(vm) };
      return ENGINES.flatMap((engine) =>
        Array.from({ length: REPLICATES[engine] }, (_, replicate): PaperRow => {
          const migration = { ...preset.migration, engine };
          const run = { ...scenario, migration, seed: `${seed}/${dirtyRate}/${memoryMiB}/${replicate}` };
          const { totalSeconds, downtimeSeconds, pagesTransferred } = simulateScenario(run, { pool });
          return {
            dirtyRate,
            memoryMiB,
            engine,
            totalSeconds,
            downtimeSeconds: downtimeSeconds ?? Infinity,
            pagesTransferred,
          };
        })
      );
    });
  });
}

/** The margin of each claim without a number, in the claim's unit, and the deficit that costs 1. */
const MARGINS: Record<string, { atLeast?: number; atMost?: number; scale: number }> = {
  "low-time-saving-grows": { atLeast: 1, scale: 0.5 },
  "low-downtime-precopy-stable": { atMost: 8, scale: 3 },
  "low-downtime-threestage-grows": { atLeast: 5, scale: 2 },
  "low-downtime-threestage-lower-small": { atLeast: 15, scale: 5 },
  "low-downtime-threestage-higher-large": { atLeast: 10, scale: 5 },
  "high-time-threestage-shorter": { atLeast: 2, scale: 1 },
};

/** Margin between a tallest bar and the ends of its tick interval, as a share of the interval. */
const AXIS_MARGIN = 0.15;

function costOf(figures: Figures): number {
  let cost = 0;
  for (const { id, paper, ours } of judgeClaims(figures)) {
    cost += paper === null ? marginCost(id, ours) : (ours - paper) ** 2;
  }
  for (const figure of ["4", "5"] as const) {
    for (const panel of ["a", "b", "c"] as const) {
      const { axisMax, tick } = PAPER.figures[figure].panels[panel];
      const tallest = Math.max(...figures[figure][panel].map((bar) => bar.mean));
      const beyond = Math.abs(tallest - (axisMax - tick / 2)) / tick - (0.5 - AXIS_MARGIN);
      cost += (Math.max(0, beyond) * 20) ** 2;
    }
  }
  return cost;
}

/** The penalty for a claim without a number that holds by less than its margin. */
function marginCost(id: string, ours: number): number {
  const margin = MARGINS[id];
  if (margin === undefined) return 0;
  const deficit = Math.max((margin.atLeast ?? -Infinity) - ours, ours - (margin.atMost ?? Infinity), 0);
  return (deficit / margin.scale) ** 2;
}
