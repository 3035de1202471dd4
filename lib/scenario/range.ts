import { WORKLOAD_DEFAULTS } from "./fields.ts";
import type { Extent, Vm, Workload } from "./types.ts";

/** The pages `from` to `to` - 1. */
export interface PageRange {
  from: number;
  to: number;
}

/** The runs of zero pages: where the VM says, or one at the end of memory. */
export function zeroExtentsOf({ memoryBytes, pageBytes, zeroPages, zeroFirstPage, zeroExtents }: Vm): PageRange[] {
  if (zeroExtents !== null) return zeroExtents.map(rangeOfExtent);
  const from = zeroFirstPage ?? memoryBytes / pageBytes - zeroPages;
  return zeroPages > 0 ? [{ from, to: from + zeroPages }] : [];
}

/** The pages of a workload, in the order of its virtual addresses: its extents, or its range. */
export function extentsOf(workload: Workload, vm: Vm): PageRange[] {
  return workload.extents === undefined ? [rangeOf(workload, vm)] : workload.extents.map(rangeOfExtent);
}

function rangeOfExtent({ firstPage, pages }: Extent): PageRange {
  return { from: firstPage, to: firstPage + pages };
}

/** The pages of a workload's range: as given, or from its first page to the zero pages or the end of memory. */
export function rangeOf(workload: Workload, vm: Vm): PageRange {
  const from = workload.firstPage ?? WORKLOAD_DEFAULTS.firstPage!;
  if (workload.pages !== undefined) return { from, to: from + workload.pages };
  const zeros = zeroExtentsOf(vm).map((zero) => zero.from).filter((zero) => zero >= from);
  return { from, to: Math.min(vm.memoryBytes / vm.pageBytes, ...zeros) };
}

/** The part of `extents` that holds their pages `from` to `to` - 1, counted from 0 through all of them. */
export function sliceExtents(extents: readonly PageRange[], from: number, to: number): PageRange[] {
  const slice: PageRange[] = [];
  let before = 0;
  for (const extent of extents) {
    const first = Math.max(extent.from, extent.from + from - before);
    const end = Math.min(extent.to, extent.from + to - before);
    if (first < end) slice.push({ from: first, to: end });
    before += extent.to - extent.from;
  }
  return slice;
}

/** How many pages the destination can only place together: those of a huge page, or one. */
export function pagesPerHugePage({ pageBytes, hugePageBytes }: Vm): number {
  return hugePageBytes === null ? 1 : hugePageBytes / pageBytes;
}
