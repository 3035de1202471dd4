import type { MeasureWorkload } from "./types.ts";

/**
 * Linux's command line for a guest with this workload.
 *
 * Words that Linux does not know reach PID 1 (`guest/dirty.c`) as environment
 * variables. A panic reboots at once, which `-no-reboot` turns into the end of
 * QEMU, so a guest that cannot run is noticed without waiting for a limit.
 *
 * QEMU before 9.0 reads the dirty log without resetting TCG's translation
 * buffer (its commit 03bfc2188f mends that): a page whose translation stays in
 * there is written unseen, and a guest as idle as ours then crashes at the
 * destination in about every third run. `pti=on` makes Linux drop all
 * translations whenever it enters or leaves the kernel.
 *
 * @example
 * ```ts
 * import { kernelCommandLine } from "./kernel-command-line.ts";
 * const text = kernelCommandLine({ kind: "uniform", bufferMiB: 36, pagesPerSecond: 2000 });
 * console.assert(text.endsWith("pageferry_kind=uniform pageferry_buffer_mib=36 pageferry_pages_per_second=2000"));
 * ```
 */
export function kernelCommandLine(workload: MeasureWorkload): string {
  const words = [
    "console=ttyS0",
    "quiet",
    "panic=-1",
    "pti=on",
    `pageferry_kind=${workload.kind}`,
    `pageferry_buffer_mib=${workload.bufferMiB}`,
    `pageferry_pages_per_second=${workload.pagesPerSecond}`,
  ];
  if (workload.kind === "hot-cold") {
    words.push(`pageferry_hot_fraction=${workload.hotFraction}`, `pageferry_hot_share=${workload.hotShare}`);
  }
  return words.join(" ");
}
