/** What the guest of a measured run wrote while it moved. */
export interface QemuWorkload {
  /** `memtester` runs flat out, at a rate that nobody measured. */
  kind: "uniform" | "hot-cold" | "sequential" | "memtester";
  /** Size of the buffer written to, in MiB. */
  bufferMiB: number;
  /** Pages written per second; `null` where it is not known. */
  pagesPerSecond: number | null;
  /** Hot-cold: the hot part, as a fraction of the buffer from its start. */
  hotFraction?: number;
  /** Hot-cold: share of the writes that goes to the hot part alone. */
  hotShare?: number;
}

/** What QEMU reported of a migration. */
export interface QemuFigures {
  /** `cancelled`: it had not converged when it was given up; the figures are how far it had got. */
  status: "completed" | "cancelled";
  /** Total migration time. */
  totalTimeSeconds: number;
  /** Downtime as the source counts it; `null` if the guest never stopped. */
  downtimeSeconds: number | null;
  /** Bytes of the stream. */
  bytesTransferred: number;
  /** Pages sent with their content. */
  pagesTransferred: number;
  /** Bytes sent with the guest at the source. */
  precopyBytes: number;
  /** Bytes sent with the guest at the destination. */
  postcopyBytes: number;
  /** Pages that the destination asked for. */
  demandRequests: number;
  /** Time that the virtual CPU slept on faults; `null` without post-copy. */
  blockedSeconds: number | null;
}

/** One measured migration. */
export interface QemuRun {
  /** Engine, memory, workload, link and limit in one word. */
  id: string;
  /** QEMU's version and accelerator. */
  hypervisor: string;
  /** How memory moved. */
  engine: "pre-copy" | "three-stage" | "post-copy";
  /** Virtual CPUs. */
  vcpus: number;
  /** QEMU capabilities that were on, such as `auto-converge` and `postcopy-preempt`. */
  capabilities: string[];
  /** Guest memory in MiB. */
  memoryMiB: number;
  /** Pages that QEMU migrated, firmware included. */
  totalPages: number;
  /** Pages that it sent as zero pages. */
  zeroPages: number;
  /** Rate that the link was shaped to, in 10^6 bit/s. */
  linkMbitPerSecond: number;
  /** The downtime limit in milliseconds. */
  downtimeLimitMs: number;
  /** What the guest wrote. */
  workload: QemuWorkload;
  /** What QEMU reported. */
  measured: QemuFigures;
  /** Length of the first pass and the pages found dirty at its end, where they were seen. */
  firstPass?: { seconds: number; dirtiedPages: number };
}
