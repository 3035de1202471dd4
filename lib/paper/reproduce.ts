import { checkOptions, requireCount, requireSeed } from "../text/require.ts";
import { VERSION } from "../text/version.ts";
import { type Figures, figuresOf, simulateBars } from "./bars.ts";
import { type Claim, judgeClaims } from "./claims.ts";
import { PAPER } from "./published.ts";

/** The paper's two figures and claims, as simulated. */
export interface Reproduction {
  /** The paper's claims beside our results, in the paper's order. */
  claims: Claim[];
  /** The bars of both figures. */
  figures: Figures;
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
  requireCount("reproduce", "replicates", replicates, MAX_REPLICATES);
}

/** Simulates the bars of the paper's figures and checks its claims. */
export function reproducePaper(options: ReproduceOptions = {}): Reproduction {
  const { seed = 1, replicates = PAPER.testbed.repeats, onProgress } = options;
  const figures = figuresOf(simulateBars(seed, replicates, onProgress));
  return { claims: judgeClaims(figures), figures, seed, replicates, version: VERSION };
}
