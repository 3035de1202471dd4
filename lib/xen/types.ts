/** What the guest of a measured run wrote while it moved. */
export interface XenWorkload {
  /** `memtester` runs flat out, at a rate that was not measured; `idle` runs no program at all. */
  kind: "uniform" | "hot-cold" | "sequential" | "memtester" | "idle";
  /** Pages of the buffer written to; 0 for `idle`. */
  pages: number;
  /** Pages written per second; `null` where it is not known. */
  writesPerSecond: number | null;
  /** Hot-cold: the hot part, as a fraction of the buffer from its start. */
  hotFraction?: number;
  /** Hot-cold: share of the writes that goes to the hot part alone. */
  hotShare?: number;
}

/** One pass over the pages to send. */
export interface XenPass {
  /** Pages that the pass went through. */
  pages: number;
  /** Seconds since the migration began. */
  startSeconds: number;
  /** Seconds since the migration began. */
  endSeconds: number;
}

/** What was recorded of a migration. */
export interface XenFigures {
  /** From log-dirty mode on to the guest unpaused at the destination. */
  totalSeconds: number;
  /** From the guest suspended to the guest unpaused. */
  downtimeSeconds: number;
  /** The passes in order; the last one with the guest suspended. */
  passes: XenPass[];
  /** Pages of all passes added up, frames without content included. */
  pagesTransferred: number;
  /** Frames without content of a paravirtual guest: they are listed in the first pass and once more in the last. */
  deferredPages: number;
  /** Bytes of the stream. */
  streamBytes: number;
}

/** One measured migration. */
export interface XenRun {
  /** Workload, memory and link in one word. */
  id: string;
  /** Xen's version. */
  hypervisor: string;
  /** How the guest is virtualized. */
  guest: "pv" | "pvh";
  /** Guest memory in bytes. */
  memoryBytes: number;
  /** Rate that the link was shaped to, in 10^6 bit/s; `null`: not shaped. */
  linkMbitPerSecond: number | null;
  /** What the guest wrote. */
  workload: XenWorkload;
  /** Load average of the machine that ran both hosts. From 2 on it had other work. */
  hostLoad: number;
  /** What was recorded. */
  measured: XenFigures;
}
