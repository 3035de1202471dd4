/**
 * Sweeps: many simulations from one plan, as flat rows and summaries.
 *
 * @module
 */
import { progressLine, withProgress } from "./jupyter/progress.ts";
import { displayableOutcome } from "./notebook/outcome.ts";
import type { SweepAxes } from "./sweep/axes.ts";
import { type SweepPlan, taskList } from "./sweep/plan.ts";
import { streamRecords } from "./sweep/stream.ts";
import { summarizeRows, type SweepResultRow, type SweepSummary } from "./sweep/summary.ts";
import {
  type PointOf,
  rowOfRecord,
  simulatePlan,
  type SweepOptions,
  type SweepPoint,
  type SweepRecord,
  type SweepRow,
} from "./sweep/sweep.ts";
import { checkOptions } from "./text/require.ts";

export type { AxisRange, AxisValue, SweepAxes } from "./sweep/axes.ts";
export { planHash, type SweepPlan, type SweepTask, type TaskList, taskList, tasksOf } from "./sweep/plan.ts";
export type { SummaryCounts, SummaryMetrics, SweepMetric, SweepResultRow, SweepSummary } from "./sweep/summary.ts";
export type { PointOf, SweepMetrics, SweepOptions, SweepPoint, SweepRecord, SweepRow } from "./sweep/sweep.ts";

/** Options of a sweep in worker threads. */
export interface StreamedSweepOptions extends SweepOptions {
  /** Number of worker threads; 0 simulates in this thread, as Node always does. `collect`'s default: one for each core. */
  workers: number;
  /** Stops the sweep, which then throws the signal's reason. */
  signal?: AbortSignal;
}

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
  options?: SweepOptions,
): SweepRow<SweepPoint<Axes>>[];
/**
 * Simulates a plan in worker threads and yields the rows in the plan's order as they are done: `for await (const row of
 * sweep(plan, { workers: 4 }))`. Leaving the loop stops the workers, and a slow loop holds them back.
 *
 * @throws {RangeError} after the rows before it, at the first task that fails; `deno task sweep --out` goes on after it
 */
export function sweep<const Axes extends SweepAxes>(
  plan: SweepPlan<Axes>,
  options: StreamedSweepOptions,
): AsyncIterableIterator<SweepRow<SweepPoint<Axes>>>;
export function sweep(
  plan: SweepPlan,
  options: Partial<StreamedSweepOptions> = {},
): SweepRow[] | AsyncIterableIterator<SweepRow> {
  checkOptions("sweep", options, ["onProgress", "workers", "signal"]);
  const { onProgress, workers, signal } = options;
  if (workers !== undefined) return streamRows(plan, { onProgress, workers, signal });
  if (signal !== undefined) throw new TypeError("Cannot sweep: a signal needs workers; give workers too");
  const rows = withProgress(
    { what: "simulations", onProgress },
    (onProgress) => simulatePlan(plan, { onProgress }),
  );
  return displayableOutcome(rows);
}

/**
 * Simulates a plan on all cores and returns the rows of `sweep`.
 *
 * @throws {TypeError | RangeError} if the plan, one of its scenarios or an option is invalid, and at the first task that
 *   fails; `deno task sweep --out` goes on after it and makes it a row with an error
 * @throws the reason of `signal`, if it stops the sweep
 *
 * @example
 * ```ts
 * import { collect, sweep } from "@pageferry/pageferry/sweep";
 * import { assertEquals } from "@std/assert";
 *
 * const plan = { axes: { "vm.memoryBytes": { from: 2 ** 26, to: 2 ** 28, steps: 3, scale: "log" } } } as const;
 * assertEquals(await collect(plan, { workers: 2 }), sweep(plan));
 * ```
 */
export async function collect<const Axes extends SweepAxes>(
  plan: SweepPlan<Axes>,
  options: Partial<StreamedSweepOptions> = {},
): Promise<SweepRow<SweepPoint<Axes>>[]> {
  checkOptions("collect", options, ["onProgress", "workers", "signal"]);
  const rows: SweepRow[] = [];
  for await (const row of streamRows(plan, options)) rows.push(row);
  return displayableOutcome(rows) as SweepRow<SweepPoint<Axes>>[];
}

/**
 * Reads the rows of a sweep from a file that `merge` wrote (`.parquet`, `.csv` or `.jsonl`) or from a shard, in Deno or Node.
 *
 * A task that failed is a row too: its metrics are `null`, and `error` says why. CSV has no types, so a string that looks
 * like a number is read as one.
 *
 * @param path a path of the file system, or a `file:` URL
 * @throws {TypeError} if the ending of the name is none of these
 * @throws the system's errors
 *
 * @example
 * ```ts
 * import { read } from "@pageferry/pageferry/sweep";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".jsonl" });
 * await Deno.writeTextFile(path, '{"vm.vcpus":2,"replicate":0,"verdict":"converged"}\n');
 * const rows = await read(path);
 * assertEquals(rows.map((row) => row["vm.vcpus"]), [2]);
 * await Deno.remove(path);
 * ```
 */
export async function read<Row = SweepRecord>(path: string | URL): Promise<Row[]> {
  // Loaded when needed: browsers have no files.
  const { readRows } = await import("./rows/read.ts");
  return await readRows(path) as Row[];
}

async function* streamRows(plan: SweepPlan, options: Partial<StreamedSweepOptions>): AsyncGenerator<SweepRow> {
  const { onProgress, ...rest } = options;
  const total = taskList(plan).length;
  const line = progressLine({ what: "simulations", onProgress });
  let done = 0;
  try {
    for await (const records of streamRecords(plan, rest)) {
      for (const record of records) {
        line.onProgress?.(++done, total);
        yield rowOfRecord(record);
      }
    }
  } finally {
    line.end();
  }
}

/**
 * Summarizes the rows of a sweep: one flat row for each combination of the fields `by`, in order of first appearance.
 *
 * A summary has the fields `by` by their names, counts of replicates and verdicts, and for each metric of the completed
 * migrations the mean (`totalSeconds`), its 95 % confidence interval by Student's t distribution (`totalSecondsLow`,
 * `totalSecondsHigh`) and the extremes (`totalSecondsMin`, `totalSecondsMax`). In a notebook, summaries display themselves
 * at the end of a cell as a table.
 *
 * @param rows the rows, from `sweep` or a file
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
export function summarize<Row extends SweepResultRow>(rows: readonly Row[]): SweepSummary<PointOf<Row>>[];
/** Summarizes the rows of a sweep by the fields `by`. */
export function summarize<Row extends SweepResultRow, Field extends keyof Row>(
  rows: readonly Row[],
  by: readonly Field[],
): SweepSummary<Pick<Row, Field>>[];
export function summarize(rows: readonly SweepResultRow[], by?: readonly string[]): SweepSummary[] {
  return displayableOutcome(summarizeRows(rows, by));
}
