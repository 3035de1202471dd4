import { checkOptions, requireCount, requireObjects } from "../text/require.ts";
import type { ValidateOptions } from "./types.ts";

/**
 * Checks the arguments of `validate`.
 *
 * @param requireRun throws if an object is not a run
 * @throws {TypeError | RangeError} if `runs` is not a list of runs, an option is unknown, or its value is not allowed
 */
export function checkValidate<R>(
  runs: readonly R[],
  options: ValidateOptions,
  requireRun: (task: string, run: R) => void,
): void {
  requireObjects("validate", "runs", runs, "a list of runs, as from measuredRuns()");
  for (const run of runs) requireRun("validate", run);
  checkOptions("validate", options, ["seeds", "onProgress"]);
  requireCount(options.seeds ?? 1, { task: "validate", where: "seeds", max: 1000 });
}
