import { BitmapPool } from "../bitmap/pool.ts";
import type { MigrationResult, Verdict } from "../engine/run/result.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import type { AxisRange, SweepAxes } from "./axes.ts";
import { MAX_LISTED, type SweepPlan, type SweepTask, taskList } from "./plan.ts";

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
export type SweepPoint<Axes extends SweepAxes> = {
  [Path in keyof Axes]: Axes[Path] extends AxisRange ? number
    : Axes[Path] extends readonly (infer Value)[] ? Value
    : never;
};

/** One simulation of a sweep as a flat row: the axes by their paths, the replicate and the metrics. */
export type SweepRow<Point = Record<string, unknown>> = Point & { replicate: number } & SweepMetrics;

/** The axes of a row: its fields that are neither the replicate nor metrics. */
export type PointOf<Row> = Omit<Row, keyof SweepMetrics | "replicate" | "error">;

/**
 * A row as files hold it: a task that failed is a row too, with its error instead of metrics. The fields of all rows of a
 * sweep are the same and in the same order.
 */
export type SweepRecord<Point = Record<string, unknown>> =
  & Point
  & { replicate: number }
  & { [Metric in keyof SweepMetrics]: SweepMetrics[Metric] | null }
  & { error: string | null };

/** Options of `sweep`. */
export interface SweepOptions {
  /** Called after each simulation with the number done so far and the number of all. */
  onProgress?: (done: number, total: number) => void;
}

/** Simulates every task of a plan, in order. */
export function simulatePlan(plan: SweepPlan, options: SweepOptions = {}): SweepRow[] {
  const tasks = taskList(plan, MAX_LISTED);
  const pool = new BitmapPool();
  return Array.from({ length: tasks.length }, (_, i) => {
    const task = tasks.at(i);
    const row = rowOf(task, simulateScenario(parseScenario(task.scenario), { pool }));
    options.onProgress?.(i + 1, tasks.length);
    return row;
  });
}

/** Simulates one task. An error becomes part of the record. */
export function recordOf(task: SweepTask, pool: BitmapPool): SweepRecord {
  try {
    return { ...rowOf(task, simulateScenario(parseScenario(task.scenario), { pool })), error: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...task.point, replicate: task.replicate, ...NO_METRICS, error: message };
  }
}

const NO_METRICS: { [Metric in keyof SweepMetrics]: null } = {
  verdict: null,
  totalSeconds: null,
  downtimeSeconds: null,
  pagesTransferred: null,
  bytesTransferred: null,
  demandFaults: null,
  stallSeconds: null,
};

/** The start of the JSON text of a task's record: its axes and replicate, which no other task has. */
export function keyText({ point, replicate }: Pick<SweepTask, "point" | "replicate">): string {
  return `${JSON.stringify({ ...point, replicate }).slice(0, -1)},`;
}

/** The row of a record. The errors of simulations are of a kind that the text of the record does not keep. */
export function rowOfRecord({ error, ...row }: SweepRecord): SweepRow {
  if (error !== null) throw new RangeError(error);
  return row as SweepRow;
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
