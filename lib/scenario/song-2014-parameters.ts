import type { Host, Migration, Network, Vm, Workload } from "./types.ts";

/** The guest's writing at one dirty rate: a hot set of fixed size, and memtester's pass over a fraction of the rest. */
export interface Dirtying {
  /** Pages of the hot set. */
  hotPages: number;
  /** Writes per second to each hot page. */
  hotWritesPerPageSecond: number;
  /** The buffer that memtester writes, as a fraction of the memory outside the hot set. */
  sweptFraction: number;
  /** Pages per second that memtester writes. */
  sweptPagesPerSecond: number;
}

/** One line of help for each parameter of {@linkcode Dirtying}. */
export const DIRTYING_HELP: Readonly<Record<keyof Dirtying, string>> = {
  hotPages: "Pages that the kernel and memtester itself keep writing, whatever the memory size.",
  hotWritesPerPageSecond: "Writes per second to each of these pages.",
  sweptFraction: "The buffer that memtester writes page after page, as a fraction of the other memory.",
  sweptPagesPerSecond: "Pages per second that memtester writes, whatever the size of its buffer.",
};

/** The calibrated parameters: one set for the whole paper, except for the guest's writing at the two dirty rates. */
export interface PaperParameters {
  /** Both hosts. Fields that are left out have their defaults. */
  host: Partial<Host> & Pick<Host, "copyBytesPerSecond">;
  /** The path between them. Fields that are left out have their defaults. */
  network: Partial<Network> & Pick<Network, "bandwidthBitsPerSecond" | "framingEfficiency">;
  /** Active push and prepull. */
  stageThree: Pick<Migration, "pushIntervalSeconds" | "pushPages" | "prepullPages">;
  /** CPU and device state in bytes. */
  stateBytes: number;
  /** The guest's writing at the low and at the high dirty rate. */
  dirtying: Record<"low" | "high", Dirtying>;
}

/** The workload of a guest of this memory size. */
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
