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

/** The fitted parameters, and what they were fitted to: the content of `data/song-2014-calibration.json`. */
export interface Calibration {
  /** Where the target figures come from. */
  source: string;
  /** How the fit was made, and how good it is. */
  fit: { seed: string; evaluations: number; cost: number; claims: Pick<Claim, "id" | "paper" | "ours" | "unit">[] };
  /** What was free, between which bounds, and why. */
  free: readonly FreeParameter[];
  /** The fitted set. */
  parameters: PaperParameters;
}

/** How to calibrate. */
export interface CalibrateOptions {
  /** Seeds the search. */
  seed: string;
  /** Rounds of improvement, at most. Default 160. */
  generations?: number;
  /** Parameter sets held at a time. Default 50. */
  population?: number;
  /** Called before each round with the cost reached. */
  onProgress?: (generation: number, cost: number) => void;
}

/**
 * Searches one set of parameters that meets all of the paper's claims, from a seed.
 *
 * The cost is the squared distance from the three printed averages, in percentage points, plus what the worded claims and
 * the axes lack of a comfortable margin. Every candidate is simulated with the same seeds.
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
 * How often each bar is simulated for the fit. Pre-copy's rounds depend on where memtester's sweep stands when the
 * migration begins; three-stage copy passes over memory once and hardly cares.
 */
const REPLICATES = { "pre-copy": 8, "three-stage": 1 };

function simulateTestbed(parameters: PaperParameters, seed: string): PaperRow[] {
  const rows: PaperRow[] = [];
  const pool = new BitmapPool();
  for (const dirtyRate of ["low", "high"] as const) {
    const preset = testbed(parameters, dirtyRate);
    for (const memoryMiB of PAPER.testbed.memoryMiB) {
      const vm = { ...preset.vm, memoryBytes: memoryMiB * 2 ** 20 };
      const workload = preset.workload(vm);
      for (const engine of ENGINES) {
        const migration = { ...preset.migration, engine };
        for (let replicate = 0; replicate < REPLICATES[engine]; replicate++) {
          const scenario = {
            ...preset,
            vm,
            workload,
            migration,
            seed: `${seed}/${dirtyRate}/${memoryMiB}/${replicate}`,
          };
          const { totalSeconds, downtimeSeconds, pagesTransferred } = simulateScenario(scenario, { pool });
          rows.push({
            dirtyRate,
            memoryMiB,
            engine,
            totalSeconds,
            downtimeSeconds: downtimeSeconds ?? Infinity,
            pagesTransferred,
          });
        }
      }
    }
  }
  return rows;
}

/** What each worded claim should have in hand, in its own unit, and the scale on which a lack of it counts as 1. */
const MARGINS: Record<string, { atLeast?: number; atMost?: number; scale: number }> = {
  "low-time-saving-grows": { atLeast: 1, scale: 0.5 },
  "low-downtime-precopy-stable": { atMost: 8, scale: 3 },
  "low-downtime-threestage-grows": { atLeast: 5, scale: 2 },
  "low-downtime-threestage-lower-small": { atLeast: 15, scale: 5 },
  "low-downtime-threestage-higher-large": { atLeast: 10, scale: 5 },
  "high-time-threestage-shorter": { atLeast: 2, scale: 1 },
};

/** How far from the ends of its tick interval a tallest bar should stay, as a share of the interval. */
const AXIS_MARGIN = 0.15;

function costOf(figures: Figures): number {
  let cost = 0;
  for (const { id, paper, ours } of judgeClaims(figures)) {
    const margin = MARGINS[id];
    if (paper !== null) cost += (ours - paper) ** 2;
    else if (margin !== undefined) {
      const lack = Math.max((margin.atLeast ?? -Infinity) - ours, ours - (margin.atMost ?? Infinity), 0);
      cost += (lack / margin.scale) ** 2;
    }
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
