/**
 * Validation against real Xen: migrations measured under Xen 4.17, and predictions of them from their inputs.
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { measuredRuns, scenarioOf } from "@pageferry/pageferry/xen";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const run = measuredRuns().find(({ id }) => id === "idle-256-200")!;
 * const { pagesTransferred } = simulate(scenarioOf(run));
 * assertAlmostEquals(pagesTransferred, run.measured.pagesTransferred, 10);
 * ```
 *
 * @module
 */
import { withProgress } from "./jupyter/progress.ts";
import { displayableOutcome } from "./notebook/outcome.ts";
import { checkValidate } from "./validation/check.ts";
import type { ValidateOptions, Validation } from "./validation/types.ts";
import { requireRun } from "./xen/parse.ts";
import type { XenRun } from "./xen/types.ts";
import { type ValidatedXenRun, validateRuns } from "./xen/validate.ts";

export { measuredRuns } from "./xen/measured.ts";
export { parseXenRun } from "./xen/parse.ts";
export { scenarioOf } from "./xen/scenario-of.ts";
export type { XenMetrics, XenPass, XenRun, XenWorkload } from "./xen/types.ts";
export type { MeasuredXen, PredictedXen, ValidatedXenRun, XenPredictionError } from "./xen/validate.ts";
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
 * Predicts measured migrations of Xen from their inputs and compares the predictions with the measurements.
 *
 * Runs are counted in the summary if the machine that measured them had no other work (`hostLoad` below 2) and the write
 * rate is known. The summary has groups besides `pre-copy` and `all`: `pv`, `pvh`, and `pvOther` for the paravirtual runs
 * that no constant of the testbed was read off.
 *
 * In a notebook, a progress line appears unless `onProgress` is given, and a validation displays itself at the end of a
 * cell as a table of errors and a chart.
 *
 * @throws {TypeError | RangeError} if `runs` is not a list of runs, an option is unknown, or its value is not allowed
 *
 * @example
 * ```ts
 * import { measuredRuns, validate } from "@pageferry/pageferry/xen";
 * import { assert } from "@std/assert";
 *
 * const runs = measuredRuns().filter(({ id }) => id.startsWith("idle-"));
 * assert(validate(runs, { seeds: 1 }).summary.pv.pages.max! < 0.001);
 * ```
 */
export function validate(runs: readonly XenRun[], options: ValidateOptions = {}): Validation<ValidatedXenRun> {
  checkValidate(runs, options, requireRun);
  return displayableOutcome(
    withProgress(
      { what: "measured runs", onProgress: options.onProgress },
      (onProgress) => validateRuns(runs, { ...options, onProgress }),
    ),
  );
}
