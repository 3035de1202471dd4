import type { MigrationResult, Verdict } from "../engine/result.ts";
import { simulate } from "../engine/simulate.ts";
import { type SweepPlan, type SweepTask, tasksOf } from "./plan.ts";

/** The figures of one simulation. */
export interface SweepMetrics {
  /** How it ended. */
  verdict: Verdict;
  /** Total migration time. */
  totalSeconds: number;
  /** How long the guest ran nowhere; `null` if it never got there. */
  downtimeSeconds: number | null;
  /** Pages sent with their content. */
  pagesTransferred: number;
  /** Bytes from source to destination. */
  bytesTransferred: number;
  /** Touches of absent pages. */
  demandFaults: number;
  /** Time that virtual CPUs waited for them. */
  stallSeconds: number;
}

/** One simulation of a sweep, as a flat row: the axes by their paths, the replicate and the figures. */
export type SweepRow = Record<string, unknown> & { replicate: number } & SweepMetrics;

/** How a sweep reports how far it is. */
export interface SweepOptions {
  /** Called after each simulation with how many are done, and of how many. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Simulates every task of a plan and returns one flat row each, in the plan's order.
 *
 * Each task is a pure function of its data, its seed included, so that neither order nor company changes a row.
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
  const tasks = tasksOf(plan);
  return tasks.map((task, i) => {
    const row = rowOf(task, simulate(task.scenario));
    options.onProgress?.(i + 1, tasks.length);
    return row;
  });
}

function rowOf(task: SweepTask, result: MigrationResult): SweepRow {
  const { verdict, totalSeconds, downtimeSeconds, pagesTransferred, bytesTransferred } = result;
  const { demandFaults, stallSeconds } = result;
  return {
    ...task.point,
    replicate: task.replicate,
    verdict,
    totalSeconds,
    downtimeSeconds,
    pagesTransferred,
    bytesTransferred,
    demandFaults,
    stallSeconds,
  };
}
