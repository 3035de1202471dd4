import type { MeasureRun } from "./types.ts";

/**
 * The name of a run in the table: engine, memory, workload, buffer, pages a second, link and downtime limit.
 *
 * @example
 * ```ts
 * import { runId } from "./run-id.ts";
 * const workload = { kind: "uniform", bufferMiB: 36, pagesPerSecond: 2000 } as const;
 * const run = { engine: "pre-copy", memoryMiB: 128, linkMbitPerSecond: 500, downtimeLimitMs: 300, workload } as const;
 * console.assert(runId(run) === "pre-copy-128-uniform-36-2000-500-300");
 * ```
 */
export function runId(run: MeasureRun): string {
  const { kind, bufferMiB, pagesPerSecond } = run.workload;
  const { engine, memoryMiB, linkMbitPerSecond, downtimeLimitMs } = run;
  return [engine, memoryMiB, kind, bufferMiB, pagesPerSecond, linkMbitPerSecond, downtimeLimitMs].join("-");
}
