import table from "../../data/xen-measured.json" with { type: "json" };
import { parseXenRun } from "./parse.ts";
import type { XenRun } from "./types.ts";

/**
 * The measured migrations of Xen that come with the package: 40 of a Linux guest under Xen 4.17, by `xl migrate`;
 * `data/xen-measured.json` says how they were made.
 */
export function measuredXenRuns(): XenRun[] {
  return table.runs.map((run, i) => parseXenRun(run, `xen-measured.json runs[${i}]`));
}
