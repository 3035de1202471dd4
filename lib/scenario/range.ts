import type { Vm, Workload } from "./types.ts";

/** A workload range with nothing left out: pages `from` to `to` - 1. */
export interface PageRange {
  from: number;
  to: number;
}

/** The run of zero pages: where the VM says, or the last pages of memory. */
export function zeroRange(vm: Vm): PageRange {
  const from = vm.zeroFirstPage ?? vm.memoryBytes / vm.pageBytes - vm.zeroPages;
  return { from, to: from + vm.zeroPages };
}

/** The pages that a workload ranges over: as given, or from its first page up to the zero pages or the end of memory. */
export function rangeOf(workload: Workload, vm: Vm): PageRange {
  const from = workload.firstPage ?? 0;
  if (workload.pages !== undefined) return { from, to: from + workload.pages };
  const zero = zeroRange(vm);
  return { from, to: vm.zeroPages > 0 && from <= zero.from ? zero.from : vm.memoryBytes / vm.pageBytes };
}
