import measured from "../../data/qemu-measured.json" with { type: "json" };
import options from "../../data/qemu-options.json" with { type: "json" };
import recorded from "../../data/qemu-recorded.json" with { type: "json" };
import type { Extent } from "../scenario/types.ts";
import { checkOptions } from "../text/require.ts";
import { parseQemuRun } from "./parse.ts";
import { withIdleLogs } from "./repeats.ts";
import type { QemuRun } from "./types.ts";

/** Which measured runs to return. */
export interface MeasuredRunsOptions {
  /** Return the eight runs with options of QEMU in place of the 34 plain ones. Default false. */
  options?: boolean;
  /** Return the runs of 2026, with repeats and with what the harness recorded of each guest. Default false. */
  recorded?: boolean;
}

/** The fields of a recorded guest, and of a log of an idle one, that the data file holds as text. */
const EXTENTS = ["buffer", "zeros", "kernelWritten", "discarded"];

/**
 * Returns the measured migrations that come with the package: a Linux guest under QEMU 7.2 over a shaped link.
 *
 * By default these are the 34 runs of `data/qemu-measured.json`, over three engines. With `options` they are the eight runs
 * of `data/qemu-options.json`, with `auto-converge` or `postcopy-preempt` switched on, or with a guest that writes faster
 * than the link sends; runs that had not converged after 45 s were cancelled. With `recorded` they are the repeats of the 48
 * runs of `data/qemu-recorded.json`, and logs of idle guests, which are inputs of the others. Every call checks the data and
 * returns new objects.
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
  checkOptions("return measured runs", which, ["options", "recorded"]);
  const { name, runs }: { name: string; runs: readonly unknown[] } = which.recorded
    ? { name: "qemu-recorded.json", runs: recorded.runs.map(withExtents) }
    : which.options
    ? { name: "qemu-options.json", runs: options.runs }
    : { name: "qemu-measured.json", runs: measured.runs };
  return withIdleLogs(runs.map((run, i) => parseQemuRun(run, `${name} runs[${i}]`)));
}

/** Replaces texts such as `4926+12 10739-5 77` by runs of pages: 12 pages from 4926 on, 5 down from 10739, page 77. */
function withExtents<T extends object>(value: T): T {
  const entries = Object.entries(value).map(([name, inner]) => {
    if (EXTENTS.includes(name)) return [name, extentsOf(`${inner}`)];
    return [name, name === "guest" ? withExtents(inner) : inner];
  });
  return Object.fromEntries(entries);
}

function extentsOf(text: string): Extent[] {
  return text.split(" ").filter(Boolean).flatMap((part) => {
    const [first, sign = "+", count = "1"] = part.split(/([+-])/);
    if (sign === "+") return { firstPage: Number(first), pages: Number(count) };
    return Array.from({ length: Number(count) }, (_, i) => ({ firstPage: Number(first) - i, pages: 1 }));
  });
}
