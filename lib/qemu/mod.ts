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
export { measuredRuns, optionRuns } from "./measured.ts";
export { parseQemuRun } from "./parse.ts";
export { scenarioOf } from "./scenario-of.ts";
export type { QemuFigures, QemuRun, QemuWorkload } from "./types.ts";
export { validate } from "../display/validate.ts";
export type {
  ErrorSummary,
  Predicted,
  PredictionError,
  ValidatedRun,
  ValidateOptions,
  Validation,
} from "./validate.ts";
