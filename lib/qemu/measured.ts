import measured from "../../data/qemu-measured.json" with { type: "json" };
import options from "../../data/qemu-options.json" with { type: "json" };
import { parseQemuRun } from "./parse.ts";
import type { QemuRun } from "./types.ts";

let measuredOnce: readonly QemuRun[] | undefined;
let optionsOnce: readonly QemuRun[] | undefined;

/**
 * The measured migrations that come with the package: 34 of a Linux guest under QEMU 7.2 over a shaped link, in three
 * engines; `data/qemu-measured.json` says how they were made. Checked when first asked for.
 *
 * @example
 * ```ts
 * import { measuredRuns } from "@pageferry/pageferry/qemu";
 *
 * const postCopy = measuredRuns().filter((run) => run.engine === "post-copy");
 * console.log(postCopy.map(({ memoryMiB, measured }) => `${memoryMiB} MiB: ${measured.totalTimeSeconds} s`));
 * ```
 */
export function measuredRuns(): QemuRun[] {
  return [...measuredOnce ??= checked(measured.runs, "qemu-measured.json")];
}

/**
 * Eight more of the kind with `auto-converge` or `postcopy-preempt` switched on, or with a guest that outruns the link:
 * `data/qemu-options.json`. What had not converged after 45 s was cancelled.
 *
 * @example
 * ```ts
 * import { optionRuns } from "@pageferry/pageferry/qemu";
 *
 * const cancelled = optionRuns().filter(({ measured }) => measured.status === "cancelled");
 * console.log(cancelled.map(({ id, capabilities }) => [id, ...capabilities].join(" ")));
 * ```
 */
export function optionRuns(): QemuRun[] {
  return [...optionsOnce ??= checked(options.runs, "qemu-options.json")];
}

function checked(runs: readonly unknown[], file: string): QemuRun[] {
  return runs.map((run, i) => parseQemuRun(run, `${file} runs[${i}]`));
}
