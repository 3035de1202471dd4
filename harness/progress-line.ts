import type { MeasureProgress } from "./measure-all.ts";
import { runId } from "./run-id.ts";

/**
 * Where a plan has got to, for a person who watches.
 *
 * @example
 * ```ts
 * import { progressLine } from "./progress-line.ts";
 * import { SMOKE_PLAN } from "./smoke-plan.ts";
 * const line = progressLine({ index: 0, count: 3, run: SMOKE_PLAN[0], stage: "active", seconds: 1.52 });
 * console.assert(line === "[1/3] pre-copy-128-uniform-36-2000-500-300: active 1.5 s");
 * ```
 */
export function progressLine({ index, count, run, stage, seconds }: MeasureProgress): string {
  const time = seconds === undefined ? "" : ` ${seconds.toFixed(1)} s`;
  return `[${index + 1}/${count}] ${runId(run)}: ${stage}${time}`;
}
