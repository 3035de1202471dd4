import { BitmapPool } from "../bitmap/pool.ts";
import type { MigrationResult, Verdict } from "../engine/run/result.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
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

/** Simulates every task of a plan, in order. */
export function simulatePlan(plan: SweepPlan, options: SweepOptions = {}): SweepRow[] {
  const tasks = tasksOf(plan);
  const pool = new BitmapPool();
  return tasks.map((task, i) => {
    const row = rowOf(task, simulateScenario(parseScenario(task.scenario), { pool }));
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
