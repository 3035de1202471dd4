import measured from "../../data/qemu-measured.json" with { type: "json" };
import options from "../../data/qemu-options.json" with { type: "json" };
import { checkOptions } from "../text/require.ts";
import { parseQemuRun } from "./parse.ts";
import type { QemuRun } from "./types.ts";

/** Which measured runs to return. */
export interface MeasuredRunsOptions {
  /** Return the eight runs with options of QEMU in place of the 34 plain ones. Default false. */
  options?: boolean;
}

/**
 * Returns the measured migrations that come with the package: a Linux guest under QEMU 7.2 over a shaped link.
 *
 * By default these are the 34 runs of `data/qemu-measured.json`, over three engines. With `options` they are the eight runs
 * of `data/qemu-options.json`, with `auto-converge` or `postcopy-preempt` switched on, or with a guest that writes faster
 * than the link sends; runs that had not converged after 45 s were cancelled. Every call checks the data and returns new
 * objects.
 *
 * @throws {TypeError} if an option is unknown
 *
 * @example
 * ```ts
 * import { measuredRuns } from "@pageferry/pageferry/qemu";
 * import { assertStrictEquals } from "@std/assert";
 *
 * assertStrictEquals(measuredRuns().length, 34);
 * const cancelled = measuredRuns({ options: true }).filter(({ measured }) => measured.status === "cancelled");
 * assertStrictEquals(cancelled.length, 3);
 * ```
 */
export function measuredRuns(which: MeasuredRunsOptions = {}): QemuRun[] {
  checkOptions("return measured runs", which, ["options"]);
  const { name, runs } = which.options
    ? { name: "qemu-options.json", runs: options.runs }
    : { name: "qemu-measured.json", runs: measured.runs };
  return runs.map((run, i) => parseQemuRun(run, `${name} runs[${i}]`));
}
