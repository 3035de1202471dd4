import { summarise as summarisePlainly, type SweepSummary } from "../sweep/summary.ts";
import type { SweepRow } from "../sweep/sweep.ts";
import { displaying } from "./displaying.ts";

/**
 * Sums up the rows of a sweep: one summary for each combination of the fields `by`, in order of first appearance. As the
 * last expression of a notebook's cell they show themselves as a table.
 *
 * @throws {RangeError} if no row has a field of `by`
 *
 * @example
 * ```ts
 * import { summarise, sweep } from "@pageferry/pageferry/sweep";
 * import assert from "node:assert/strict";
 *
 * const rows = sweep({ axes: { "vm.memoryBytes": [2 ** 27, 2 ** 28] }, replicates: 2 });
 * const [small, large] = summarise(rows, ["vm.memoryBytes"]);
 * assert.ok(small.totalSeconds.mean! < large.totalSeconds.mean!);
 * ```
 */
export function summarise(rows: readonly SweepRow[], by: readonly string[]): SweepSummary[] {
  return displaying(summarisePlainly(rows, by));
}
