/** The memory-writing program of a measured guest. */
export interface XenWorkload {
  /** `memtester` writes at full speed, a rate that was not measured; `idle`: no program runs. */
  kind: "uniform" | "hot-cold" | "sequential" | "memtester" | "idle";
  /** Pages of the buffer that the program writes to; 0 for `idle`. */
  pages: number;
  /** Pages written per second; `null` if unknown. */
  writesPerSecond: number | null;
  /** Hot-cold: fraction of the buffer, from its start, that is hot. */
  hotFraction?: number;
  /** Hot-cold: share of the writes that go to the hot part only. The other writes go to the whole buffer. */
  hotShare?: number;
}

/** One pass over the pages to send. */
export interface XenPass {
  /** Frames that the pass walked. */
  pages: number;
  /** Seconds since the migration began. */
  startSeconds: number;
  /** Seconds since the migration began. */
  endSeconds: number;
}

/** The metrics of one migration, from the log of `xl migrate`. */
export interface XenMetrics {
  /** Time from log-dirty mode until the guest is unpaused at the destination. */
  totalSeconds: number;
  /** Time from the guest suspended until the guest unpaused. */
  downtimeSeconds: number;
  /** The passes in order. The guest is suspended during the last one. */
  passes: XenPass[];
  /** Pages of all passes, including frames without content. */
  pagesTransferred: number;
  /** Frames of a paravirtual guest without content, which the first pass lists and the last pass lists again. */
  deferredPages: number;
  /** Bytes of the stream. */
  streamBytes: number;
}

/** One measured migration of Xen: a line of a table that `deno task validate` reads. */
export interface XenRun {
  /** Workload, memory and link in one word. */
  id: string;
  /** Xen's version, such as `xen-4.17`. */
  hypervisor: string;
  /** How the guest is virtualized. */
  guest: "pv" | "pvh";
  /** Guest memory in bytes. */
  memoryBytes: number;
  /** Rate that the link was shaped to, in 10^6 bit/s; `null`: not shaped. */
  linkMbitPerSecond: number | null;
  /** The guest's writes. */
  workload: XenWorkload;
  /** Load average of the machine that ran both hosts. At 2 or more it had other work. */
  hostLoad: number;
  /** Whether constants of the model were read off this run. Default false. */
  calibration?: boolean;
  /** The measured metrics. */
  measured: XenMetrics;
}
