import type { QemuRun } from "../qemu/types.ts";
import { validate as validatePlainly, type ValidateOptions, type Validation } from "../qemu/validate.ts";
import { displaying } from "./displaying.ts";
import { withProgress } from "./progress.ts";

/**
 * Predicts measured migrations from their inputs and sets the predictions beside what was measured.
 *
 * In a notebook a line says how far it is, unless you are told through `onProgress`; as the last expression of a cell the
 * validation shows itself, as a table of errors and a figure.
 *
 * @example
 * ```ts
 * import { measuredRuns, validate } from "@pageferry/pageferry/qemu";
 * import assert from "node:assert/strict";
 *
 * const runs = measuredRuns().filter(({ memoryMiB, engine }) => memoryMiB === 128 && engine === "pre-copy");
 * assert.ok(validate(runs, { seeds: 1 }).summary.all.totalTime.p50! < 0.05);
 * ```
 */
export function validate(runs: readonly QemuRun[], options: ValidateOptions = {}): Validation {
  const { onProgress } = options;
  const validation = onProgress === undefined
    ? withProgress("measured runs", (onProgress) => validatePlainly(runs, { ...options, onProgress }))
    : validatePlainly(runs, options);
  return displaying(validation);
}
