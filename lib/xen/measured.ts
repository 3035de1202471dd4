import table from "../../data/xen-measured.json" with { type: "json" };
import { parseXenRun } from "./parse.ts";
import type { XenRun } from "./types.ts";

/**
 * Returns the measured migrations of Xen that come with the package: 40 of a Linux guest under Xen 4.17, by `xl migrate`.
 * The file says how they were made. Every call checks the data and returns new objects.
 *
 * @example
 * ```ts
 * import { measuredRuns } from "@pageferry/pageferry/xen";
 * import { assertStrictEquals } from "@std/assert";
 *
 * assertStrictEquals(measuredRuns().filter(({ guest }) => guest === "pvh").length, 3);
 * ```
 */
export function measuredRuns(): XenRun[] {
  return table.runs.map((run, i) => parseXenRun(run, `xen-measured.json runs[${i}]`));
}
