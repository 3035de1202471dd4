/**
 * Sweeps: many simulations from one plan, as flat rows and summaries.
 *
 * @module
 */
import { withProgress } from "./jupyter/progress.ts";
import { displayableOutcome } from "./notebook/outcome.ts";
import type { SweepPlan } from "./sweep/plan.ts";
import { summarizeRows, type SweepSummary } from "./sweep/summary.ts";
import { simulatePlan, type SweepOptions, type SweepRow } from "./sweep/sweep.ts";

export { type AxisValue, type SweepPlan, type SweepTask, tasksOf } from "./sweep/plan.ts";
export type { Spread, SweepSummary } from "./sweep/summary.ts";
export type { SweepMetrics, SweepOptions, SweepRow } from "./sweep/sweep.ts";

/**
 * Simulates every task of a plan and returns one flat row for each, in the plan's order.
 *
 * A row depends on its own task only, including its seed, and not on the order or number of the tasks. In a notebook, a
 * progress line appears unless `onProgress` is given, and rows display themselves at the end of a cell as a table of means
 * over replicates.
 *
 * @throws {TypeError | RangeError} if the plan or one of its scenarios is invalid
 *
 * @example
 * ```ts
 * import { sweep } from "@pageferry/pageferry/sweep";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const rows = sweep({
 *   base: { workload: { kind: "uniform", writesPerSecond: 3000 } },
 *   axes: { "vm.memoryBytes": [2 ** 27, 2 ** 28], "migration.engine": ["pre-copy", "three-stage"] },
 *   replicates: 3,
 * });
 * assertStrictEquals(rows.length, 12);
 * assertStrictEquals(rows[0]["migration.engine"], "pre-copy");
 * ```
 */
export function sweep(plan: SweepPlan, options: SweepOptions = {}): SweepRow[] {
  return displayableOutcome(
    withProgress(
      { what: "simulations", onProgress: options.onProgress },
      (onProgress) => simulatePlan(plan, { ...options, onProgress }),
    ),
  );
}

/**
 * Summarizes the rows of a sweep: one summary for each combination of the fields `by`, in order of first appearance. In a
 * notebook, summaries display themselves at the end of a cell as a table.
 *
 * @throws {RangeError} if no row has a field of `by`
 *
 * @example
 * ```ts
 * import { summarize, sweep } from "@pageferry/pageferry/sweep";
 * import { assert } from "@std/assert";
 *
 * const rows = sweep({ axes: { "vm.memoryBytes": [2 ** 27, 2 ** 28] }, replicates: 2 });
 * const [small, large] = summarize(rows, ["vm.memoryBytes"]);
 * assert(small.totalSeconds.mean! < large.totalSeconds.mean!);
 * ```
 */
export function summarize(rows: readonly SweepRow[], by: readonly string[]): SweepSummary[] {
  return displayableOutcome(summarizeRows(rows, by));
}
