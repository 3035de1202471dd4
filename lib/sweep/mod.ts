/**
 * Sweeps: many simulations from one plan, as flat rows and their summaries.
 *
 * @module
 */
export type { AxisValue, SweepPlan, SweepTask } from "./plan.ts";
export { tasksOf } from "./plan.ts";
export type { Spread, SweepSummary } from "./summary.ts";
export { summarise } from "../display/summarise.ts";
export type { SweepMetrics, SweepOptions, SweepRow } from "./sweep.ts";
export { sweep } from "../display/sweep.ts";
