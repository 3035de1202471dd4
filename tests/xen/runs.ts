import { parseXenRun } from "../../lib/xen/parse.ts";
import type { XenRun } from "../../lib/xen/types.ts";

/** A measured run as a table has it, with changes. */
export function rawRun(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "uni-64-100",
    hypervisor: "xen-4.17",
    guest: "pv",
    memoryBytes: 64 * 2 ** 20,
    linkMbitPerSecond: 100,
    workload: { kind: "uniform", pages: 6000, writesPerSecond: 1000 },
    hostLoad: 1,
    measured: {
      totalSeconds: 8,
      downtimeSeconds: 0.5,
      passes: [
        { pages: 16_384, startSeconds: 0, endSeconds: 6 },
        { pages: 3000, startSeconds: 6, endSeconds: 7 },
        { pages: 500, startSeconds: 7.2, endSeconds: 7.4 },
      ],
      pagesTransferred: 19_884,
      deferredPages: 2,
      streamBytes: 81_600_000,
    },
    ...changes,
  };
}

/** The same, checked. */
export function runOf(changes: Record<string, unknown> = {}): XenRun {
  return parseXenRun(rawRun(changes), "a run");
}
