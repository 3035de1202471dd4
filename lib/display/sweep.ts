import type { SweepPlan } from "../sweep/plan.ts";
import { sweep as sweepPlainly, type SweepOptions, type SweepRow } from "../sweep/sweep.ts";
import { displaying } from "./displaying.ts";
import { withProgress } from "./progress.ts";

/**
 * Simulates every task of a plan and returns one flat row each, in the plan's order.
 *
 * Each task is a pure function of its data, its seed included, so that neither order nor company changes a row. In a
 * notebook a line says how far it is, unless you are told through `onProgress`; as the last expression of a cell the rows
 * show themselves as a table, summed up over replicates.
 *
 * @throws {TypeError | RangeError} if the plan or a scenario of it cannot be simulated
 *
 * @example
 * ```ts
 * import { sweep } from "@pageferry/pageferry/sweep";
 * import assert from "node:assert/strict";
 *
 * const rows = sweep({
 *   base: { workload: { kind: "uniform", writesPerSecond: 3000 } },
 *   axes: { "vm.memoryBytes": [2 ** 27, 2 ** 28], "migration.engine": ["pre-copy", "three-stage"] },
 *   replicates: 3,
 * });
 * assert.equal(rows.length, 12);
 * assert.equal(rows[0]["migration.engine"], "pre-copy");
 * ```
 */
export function sweep(plan: SweepPlan, options: SweepOptions = {}): SweepRow[] {
  const { onProgress } = options;
  const rows = onProgress === undefined
    ? withProgress("simulations", (onProgress) => sweepPlainly(plan, { ...options, onProgress }))
    : sweepPlainly(plan, options);
  return displaying(rows);
}
