import { type Figures, figuresOf, simulateBars } from "./bars.ts";
import { type Claim, judgeClaims } from "./claims.ts";
import type { CalibrationName } from "../scenario/song-2014-calibrations.ts";
import { PAPER } from "./published.ts";

/** The paper's two figures and its claims, from one run of the simulator. */
export interface Reproduction {
  /** The calibration behind the bars. */
  calibration: CalibrationName;
  /** The paper's claims beside ours, in its order. */
  claims: Claim[];
  /** The bars: figure number, panel, memory size and engine. */
  figures: Figures;
  /** Wall-clock time of the simulations. */
  simulationSeconds: number;
}

/** How to reproduce. */
export interface ReproduceOptions {
  /**
   * Whose costs: `"supported"`, each within a bound that a source or a measurement supports, or `"as-published"`, which
   * charges pre-copy more than anything supports. Default `"supported"`.
   */
  calibration?: CalibrationName;
  /** Seeds the replicates. Default 1. */
  seed?: string | number;
  /** Repeats of each bar. Default: the paper's five. */
  replicates?: number;
  /** Called after each simulation. */
  onProgress?: (done: number, total: number) => void;
  /** Milliseconds on a clock, for `simulationSeconds`. Default `performance.now`. */
  now?: () => number;
}

/** Simulates the bars of the paper's figures and checks its claims. */
export function reproducePaper(options: ReproduceOptions = {}): Reproduction {
  const { calibration = "supported", seed = 1, replicates = PAPER.testbed.repeats, onProgress } = options;
  const { now = () => performance.now() } = options;
  const began = now();
  const rows = simulateBars({ calibration, seed, replicates, onProgress });
  const simulationSeconds = (now() - began) / 1000;
  const figures = figuresOf(rows);
  return { calibration, claims: judgeClaims(figures), figures, simulationSeconds };
}
