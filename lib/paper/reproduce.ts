import type { CalibrationName } from "../scenario/song-2014-calibrations.ts";
import { checkOptions, requireCount, requireSeed } from "../text/require.ts";
import { VERSION } from "../text/version.ts";
import { type Figures, figuresOf, simulateBars, simulationsOf } from "./bars.ts";
import { type Claim, judgeClaims } from "./claims.ts";
import { PAPER } from "./published.ts";

/** The figures and claims of the paper, as simulated with one calibration. */
export interface CalibrationOutcome {
  /** The paper's ten claims beside our results, in the paper's order. */
  claims: Claim[];
  /** Three more statements of the paper's section 4.2. */
  furtherClaims: Claim[];
  /** The bars of both figures. */
  figures: Figures;
}

/**
 * The paper's two figures and claims, as simulated. `claims`, `furtherClaims` and `figures` are those of the supported
 * calibration, in which every cost is within a bound that a source or a measurement supports.
 */
export interface Reproduction extends CalibrationOutcome {
  /** The same with the calibration "as published", in which pre-copy alone pays a cost that nothing supports. */
  asPublished: CalibrationOutcome;
  /** Seed of the replicates. */
  seed: string | number;
  /** Repeats of each bar. */
  replicates: number;
  /** Version of this package. */
  version: string;
}

/** Options of `reproduce`. */
export interface ReproduceOptions {
  /** Seed of the replicates. Default 1. */
  seed?: string | number;
  /** Repeats of each bar, at most 10 000. Default: five, as in the paper. */
  replicates?: number;
  /** Called after each simulation. */
  onProgress?: (done: number, total: number) => void;
}

/** The most repeats of each bar. */
export const MAX_REPLICATES = 10_000;

/** Checks the options of `reproduce`. */
export function checkReproduceOptions(options: ReproduceOptions): void {
  checkOptions("reproduce", options, ["seed", "replicates", "onProgress"]);
  const { seed = 1, replicates = 1 } = options;
  requireSeed("reproduce", "seed", seed);
  requireCount(replicates, { task: "reproduce", where: "replicates", max: MAX_REPLICATES });
}

/** Simulates the bars of the paper's figures with both calibrations and checks its claims. */
export function reproducePaper(options: ReproduceOptions = {}): Reproduction {
  const { seed = 1, replicates = PAPER.testbed.repeats, onProgress } = options;
  const total = 2 * simulationsOf(replicates);
  let done = 0;
  const outcomeOf = (calibration: CalibrationName): CalibrationOutcome => {
    const count = () => onProgress?.(++done, total);
    const figures = figuresOf(simulateBars({ calibration, seed, replicates, onProgress: count }));
    return { claims: judgeClaims(figures), furtherClaims: judgeClaims(figures, PAPER.furtherClaims), figures };
  };
  return { ...outcomeOf("supported"), asPublished: outcomeOf("as-published"), seed, replicates, version: VERSION };
}
