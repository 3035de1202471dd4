import { type Figures, figuresOf, simulateBars } from "./bars.ts";
import { type Claim, judgeClaims } from "./claims.ts";
import { PAPER } from "./published.ts";

/** The paper's two figures and claims, as simulated. */
export interface Reproduction {
  /** The paper's claims beside our results, in the paper's order. */
  claims: Claim[];
  /** The bars of both figures. */
  figures: Figures;
  /** Wall time of the simulations. */
  simulationSeconds: number;
}

/** Options of `reproduce`. */
export interface ReproduceOptions {
  /** Seed of the replicates. Default 1. */
  seed?: string | number;
  /** Repeats of each bar. Default: the paper's five. */
  replicates?: number;
  /** Called after each simulation. */
  onProgress?: (done: number, total: number) => void;
  /** Clock for `simulationSeconds`, in milliseconds. Default `performance.now`. */
  now?: () => number;
}

/** Simulates the bars of the paper's figures and checks its claims. */
export function reproducePaper(options: ReproduceOptions = {}): Reproduction {
  const { seed = 1, replicates = PAPER.testbed.repeats, onProgress, now = () => performance.now() } = options;
  const began = now();
  const rows = simulateBars(seed, replicates, onProgress);
  const simulationSeconds = (now() - began) / 1000;
  const figures = figuresOf(rows);
  return { claims: judgeClaims(figures), figures, simulationSeconds };
}
