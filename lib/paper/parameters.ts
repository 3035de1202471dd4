import type { Host, Migration, Network, Vm, Workload } from "../scenario/types.ts";

/** What the guest writes at one dirty rate: a hot set of fixed size, and a warm fraction of the rest of memory. */
export interface Dirtying {
  /** Pages of the hot set, whatever the memory size. */
  hotPages: number;
  /** Writes per second to each hot page. */
  hotWritesPerPageSecond: number;
  /** The warm part, as a fraction of the memory outside the hot set. */
  warmFraction: number;
  /** Writes per second to the warm part as a whole, whatever its size: one thread goes at one pace. */
  warmWritesPerSecond: number;
}

/** The calibrated parameters: one set for the whole paper, but for the guest's dirtying at the two rates. */
export interface PaperParameters {
  /** Both hosts. */
  host: Host;
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
  const warmPages = Math.round((pages - hotPages) * dirtying.warmFraction);
  const parts: Workload[] = [
    { kind: "uniform", firstPage: 0, pages: hotPages, writesPerSecond: hotPages * dirtying.hotWritesPerPageSecond },
  ];
  if (warmPages > 0) {
    parts.push({
      kind: "uniform",
      firstPage: hotPages,
      pages: warmPages,
      writesPerSecond: dirtying.warmWritesPerSecond,
    });
  }
  return parts;
}
