import type { MeasureEngine, MeasureRun } from "./types.ts";

const ENGINES: MeasureEngine[] = ["pre-copy", "three-stage", "post-copy"];

/**
 * One short run per engine, enough to see that this machine can measure: about 20 seconds in all.
 *
 * The downtime limit is low enough that three-stage does not converge in pre-copy before it can leave it.
 */
export const SMOKE_PLAN: readonly MeasureRun[] = ENGINES.map((engine) => ({
  engine,
  memoryMiB: 128,
  linkMbitPerSecond: 500,
  downtimeLimitMs: 50,
  workload: { kind: "uniform", bufferMiB: 36, pagesPerSecond: 2000 },
}));
