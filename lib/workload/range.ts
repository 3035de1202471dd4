import type { Vm, Workload } from "../scenario/types.ts";

/** A workload range with nothing left out: pages `from` to `to` - 1. */
export interface PageRange {
  from: number;
  to: number;
}

/** The pages that a workload ranges over: as given, or all that are not zero pages. */
export function rangeOf(workload: Workload, vm: Vm): PageRange {
  const from = workload.firstPage ?? 0;
  const nonZero = vm.memoryBytes / vm.pageBytes - vm.zeroPages;
  return { from, to: workload.pages === undefined ? Math.max(from, nonZero) : from + workload.pages };
}
