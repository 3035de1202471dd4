import { BitmapPool } from "../bitmap/pool.ts";
import type { MigrationResult, Verdict } from "../engine/run/result.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { type SweepAxes, type SweepPlan, type SweepTask, tasksOf } from "./plan.ts";

/** The metrics of one simulation. A type, because an interface is not assignable to `Record<string, unknown>`. */
export type SweepMetrics = {
  /** How it ended. */
  verdict: Verdict;
  /** Total migration time. */
  totalSeconds: number;
  /** Downtime; `null` if the guest never stopped. */
  downtimeSeconds: number | null;
  /** Pages sent with their content. */
  pagesTransferred: number;
  /** Bytes sent from source to destination. */
  bytesTransferred: number;
  /** Touches of pages not yet received. */
  demandFaults: number;
  /** Time that virtual CPUs waited for these pages. */
  stallSeconds: number;
};

/** The value of each axis at one point of a sweep. */
export type SweepPoint<Axes extends SweepAxes> = { [Path in keyof Axes]: Axes[Path][number] };

/** One simulation of a sweep as a flat row: the axes by their paths, the replicate and the metrics. */
export type SweepRow<Point = Record<string, unknown>> = Point & { replicate: number } & SweepMetrics;

/** The axes of a row: its fields that are neither the replicate nor metrics. */
export type PointOf<Row> = Omit<Row, keyof SweepMetrics | "replicate">;

/** Options of `sweep`. */
export interface SweepOptions {
  /** Called after each simulation with the number done so far and the number of all. */
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
