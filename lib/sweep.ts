/**
 * Sweeps: many simulations from one plan, as flat rows and summaries.
 *
 * @module
 */
import { withProgress } from "./jupyter/progress.ts";
import { displayableOutcome } from "./notebook/outcome.ts";
import type { SweepAxes, SweepPlan } from "./sweep/plan.ts";
import { summarizeRows, type SweepSummary } from "./sweep/summary.ts";
import { type PointOf, simulatePlan, type SweepOptions, type SweepPoint, type SweepRow } from "./sweep/sweep.ts";
import { checkOptions } from "./text/require.ts";

export { type AxisValue, type SweepAxes, type SweepPlan, type SweepTask, tasksOf } from "./sweep/plan.ts";
export type { SummaryCounts, SummaryMetrics, SweepMetric, SweepSummary } from "./sweep/summary.ts";
export type { PointOf, SweepMetrics, SweepOptions, SweepPoint, SweepRow } from "./sweep/sweep.ts";

/**
 * Simulates every task of a plan and returns one flat row for each, in the plan's order.
 *
 * A row depends only on its own task, including its seed, and not on the order or number of tasks. In a notebook, a
 * progress line appears unless `onProgress` is given, and rows display themselves at the end of a cell as a table of means
 * over replicates.
 *
 * @throws {TypeError | RangeError} if the plan, one of its scenarios or an option is invalid
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
export function sweep<const Axes extends SweepAxes>(
  plan: SweepPlan<Axes>,
  options: SweepOptions = {},
): SweepRow<SweepPoint<Axes>>[] {
  checkOptions("sweep", options, ["onProgress"]);
  const rows = withProgress(
    { what: "simulations", onProgress: options.onProgress },
    (onProgress) => simulatePlan(plan, { ...options, onProgress }),
  );
  return displayableOutcome(rows) as SweepRow<SweepPoint<Axes>>[];
}

/**
 * Summarizes the rows of a sweep: one flat row for each combination of the fields `by`, in order of first appearance.
 *
 * A summary has the fields `by` by their names, counts of replicates and verdicts, and for each metric of the completed
 * migrations the mean (`totalSeconds`), its 95 % confidence interval by Student's t distribution (`totalSecondsLow`,
 * `totalSecondsHigh`) and the extremes (`totalSecondsMin`, `totalSecondsMax`). In a notebook, summaries display themselves
 * at the end of a cell as a table.
 *
 * @param rows the rows, from `sweep`
 * @param by the fields to group by. Default: the axes of the sweep, which are the fields before `replicate`
 * @throws {TypeError} if `rows` or `by` is not a list
 * @throws {RangeError} if no row has a field of `by`
 *
 * @example
 * ```ts
 * import { summarize, sweep } from "@pageferry/pageferry/sweep";
 * import { assert, assertStrictEquals } from "@std/assert";
 *
 * const rows = sweep({ axes: { "vm.memoryBytes": [2 ** 27, 2 ** 28] }, replicates: 2 });
 * const [small, large] = summarize(rows);
 * assertStrictEquals(small["vm.memoryBytes"], 2 ** 27);
 * assert(small.totalSeconds! < large.totalSecondsMin!);
 * ```
 */
export function summarize<Row extends SweepRow>(rows: readonly Row[]): SweepSummary<PointOf<Row>>[];
/** Summarizes the rows of a sweep by the fields `by`. */
export function summarize<Row extends SweepRow, Field extends keyof Row>(
  rows: readonly Row[],
  by: readonly Field[],
): SweepSummary<Pick<Row, Field>>[];
export function summarize(rows: readonly SweepRow[], by?: readonly string[]): SweepSummary[] {
  return displayableOutcome(summarizeRows(rows, by));
}
