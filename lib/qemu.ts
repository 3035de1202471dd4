/**
 * Validation against a real hypervisor: migrations measured under QEMU, and predictions of them from their inputs.
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { measuredRuns, reportedMetrics, scenarioOf } from "@pageferry/pageferry/qemu";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [run] = measuredRuns();
 * const { totalSeconds } = reportedMetrics([simulate(scenarioOf(run))]);
 * assertAlmostEquals(totalSeconds, run.measured.totalTimeSeconds, 0.1);
 * ```
 *
 * @module
 */
import { withProgress } from "./jupyter/progress.ts";
import { displayableOutcome } from "./notebook/outcome.ts";
import { requireRun } from "./qemu/parse.ts";
import type { QemuRun } from "./qemu/types.ts";
import { type ValidatedQemuRun, validateRuns } from "./qemu/validate.ts";
import { checkValidate } from "./validation/check.ts";
import type { ValidateOptions, Validation } from "./validation/types.ts";

export { measuredRuns, type MeasuredRunsOptions } from "./qemu/measured.ts";
export { parseQemuRun } from "./qemu/parse.ts";
export { scenarioOf, type ScenarioOfOptions } from "./qemu/scenario-of.ts";
export { reportedMetrics } from "./qemu/predict.ts";
export type { QemuEngine, QemuMetrics, QemuRun, QemuTimelineRow, QemuWorkload } from "./qemu/types.ts";
export type { ValidatedQemuRun } from "./qemu/validate.ts";
export type {
  ErrorSummary,
  Measured,
  Predicted,
  PredictionError,
  ValidatedRun,
  ValidateOptions,
  Validation,
} from "./validation/types.ts";

/**
 * Predicts measured migrations from their inputs and compares the predictions with the measurements.
 *
 * In a notebook, a progress line appears unless `onProgress` is given, and a validation displays itself at the end of a
 * cell as a table of errors and a chart.
 *
 * @throws {TypeError | RangeError} if `runs` is not a list of runs, an option is unknown, or its value is not allowed
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
export function validate(runs: readonly QemuRun[], options: ValidateOptions = {}): Validation<ValidatedQemuRun> {
  checkValidate(runs, options, requireRun);
  return displayableOutcome(
    withProgress(
      { what: "measured runs", onProgress: options.onProgress },
      (onProgress) => validateRuns(runs, { ...options, onProgress }),
    ),
  );
}
