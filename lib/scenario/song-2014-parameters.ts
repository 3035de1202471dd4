import type { Host, Migration, Network, Vm, Workload } from "./types.ts";

/** What the guest writes at one dirty rate: a hot set of fixed size, and memtester's sweep over a fraction of the rest. */
export interface Dirtying {
  /** Pages of the hot set, whatever the memory size: the kernel's and memtester's own. */
  hotPages: number;
  /** Writes per second to each hot page. */
  hotWritesPerPageSecond: number;
  /** The buffer that memtester sweeps, as a fraction of the memory outside the hot set. */
  sweptFraction: number;
  /** Pages per second that the sweep writes, one after the other, whatever the size of the buffer. */
  sweptPagesPerSecond: number;
}

/** The calibrated parameters: one set for the whole paper, but for the guest's dirtying at the two rates. */
export interface PaperParameters {
  /** Both hosts. */
  host: Omit<Host, "copyVariation" | "unpopulatedSecondsPerPage" | "suspendRequestSeconds">;
  /** The path between them. */
  network: Network;
  /** Active push and prepull. */
  stageThree: Pick<Migration, "pushIntervalSeconds" | "pushPages" | "prepullPages">;
  /** CPU and device state in bytes. */
  stateBytes: number;
  /** The guest at the low and the high dirty rate. */
  dirtying: Record<"low" | "high", Dirtying>;
}

/** The workload of a guest of this size that dirties memory like this. */
export function dirtyingWorkload(dirtying: Dirtying, { memoryBytes, pageBytes }: Vm): Workload[] {
  const pages = memoryBytes / pageBytes;
  const hotPages = Math.min(Math.round(dirtying.hotPages), pages);
  const sweptPages = Math.round((pages - hotPages) * dirtying.sweptFraction);
  const parts: Workload[] = [
    { kind: "uniform", firstPage: 0, pages: hotPages, writesPerSecond: hotPages * dirtying.hotWritesPerPageSecond },
  ];
  if (sweptPages > 0) {
    parts.push({
      kind: "sequential",
      firstPage: hotPages,
      pages: sweptPages,
      writesPerSecond: dirtying.sweptPagesPerSecond,
    });
  }
  return parts;
}
