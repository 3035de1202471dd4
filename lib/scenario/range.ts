import { WORKLOAD_DEFAULTS } from "./fields.ts";
import type { Vm, Workload } from "./types.ts";

/** The pages `from` to `to` - 1. */
export interface PageRange {
  from: number;
  to: number;
}

/** The run of zero pages: where the VM says, or at the end of memory. */
export function zeroRange(vm: Vm): PageRange {
  const from = vm.zeroFirstPage ?? vm.memoryBytes / vm.pageBytes - vm.zeroPages;
  return { from, to: from + vm.zeroPages };
}

/** The pages of a workload's range: as given, or from its first page to the zero pages or the end of memory. */
export function rangeOf(workload: Workload, vm: Vm): PageRange {
  const from = workload.firstPage ?? WORKLOAD_DEFAULTS.firstPage!;
  if (workload.pages !== undefined) return { from, to: from + workload.pages };
  const zero = zeroRange(vm);
  return { from, to: vm.zeroPages > 0 && from <= zero.from ? zero.from : vm.memoryBytes / vm.pageBytes };
}
