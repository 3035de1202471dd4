/**
 * Held against a real hypervisor: migrations measured under QEMU, and what the simulator predicts for them from their
 * inputs alone.
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { measuredRuns, parseQemuRun, scenarioOf, validate } from "@pageferry/pageferry/qemu";
 *
 * const runs = measuredRuns().filter(({ memoryMiB, engine }) => memoryMiB === 128 && engine !== "post-copy");
 * const { summary } = validate(runs, { seeds: 1 });
 * console.log(`median error of total time: ${(summary.all.totalTime.p50! * 100).toFixed(1)} %`);
 *
 * // One of them step by step, as if it had been read from a file.
 * const run = parseQemuRun(JSON.parse(JSON.stringify(runs[0])), "my run");
 * const { totalSeconds } = simulate(scenarioOf(run));
 * console.log(`predicted ${totalSeconds.toFixed(2)} s, measured ${run.measured.totalTimeSeconds} s`);
 * ```
 *
 * @module
 */
import { withProgress } from "./jupyter/progress.ts";
import { displayableOutcome } from "./notebook/outcome.ts";
import type { QemuRun } from "./qemu/types.ts";
import { type ValidateOptions, validateRuns, type Validation } from "./qemu/validate.ts";

export { measuredRuns, optionRuns } from "./qemu/measured.ts";
export { parseQemuRun } from "./qemu/parse.ts";
export { scenarioOf } from "./qemu/scenario-of.ts";
export type { QemuFigures, QemuRun, QemuWorkload } from "./qemu/types.ts";
export type {
  ErrorSummary,
  Predicted,
  PredictionError,
  ValidatedRun,
  ValidateOptions,
  Validation,
} from "./qemu/validate.ts";

/**
 * Predicts measured migrations from their inputs and compares the predictions with the measurements.
 *
 * In a notebook a progress line appears unless `onProgress` is given, and at the end of a cell the validation displays
 * itself as a table of errors and a chart.
 *
 * @example
 * ```ts
 * import { measuredRuns, validate } from "@pageferry/pageferry/qemu";
 * import { assert } from "@std/assert";
 *
 * const runs = measuredRuns().filter(({ memoryMiB, engine }) => memoryMiB === 128 && engine === "pre-copy");
 * assert(validate(runs, { seeds: 1 }).summary.all.totalTime.p50! < 0.05);
 * ```
 */
export function validate(runs: readonly QemuRun[], options: ValidateOptions = {}): Validation {
  return displayableOutcome(
    withProgress(
      { what: "measured runs", onProgress: options.onProgress },
      (onProgress) => validateRuns(runs, { ...options, onProgress }),
    ),
  );
}
