/** The memory-writing program that runs in the guest while it migrates. */
export interface MeasureWorkload {
  /** `uniform`: a random page each time; `hot-cold`: two such ranges; `sequential`: page after page, wrapping. */
  kind: "uniform" | "hot-cold" | "sequential";
  /** Size of the buffer it writes, MiB of random words. */
  bufferMiB: number;
  /** Pages it writes one word in, per second of guest time. */
  pagesPerSecond: number;
  /** `hot-cold` only: share of the buffer, from its start, that is hot (0 to 1). */
  hotFraction?: number;
  /** `hot-cold` only: share of the writes that goes to the hot part; the rest goes to all of the buffer (0 to 1). */
  hotShare?: number;
}

/** How the migration moves memory: QEMU's pre-copy, pre-copy then post-copy after the first pass, or post-copy at once. */
export type MeasureEngine = "pre-copy" | "three-stage" | "post-copy";

/** A capability of QEMU's migration that a run may switch on. */
export type MeasureCapability = "auto-converge" | "postcopy-preempt";

/** What QEMU executes the guest with: its own translator, or the host's processor. */
export type Accelerator = "tcg" | "kvm";

/** One migration to measure. */
export interface MeasureRun {
  /** How memory moves. */
  engine: MeasureEngine;
  /** Guest memory, MiB. */
  memoryMiB: number;
  /** Rate that the source's side of the link is shaped to, 10^6 bit/s. */
  linkMbitPerSecond: number;
  /** QEMU's `downtime-limit`, milliseconds. */
  downtimeLimitMs: number;
  /** What the guest writes meanwhile. */
  workload: MeasureWorkload;
  /** QEMU capabilities to switch on; none by default. */
  capabilities?: MeasureCapability[];
}

/** One poll of the migration's state; see {@linkcode TIMELINE_COLUMNS} for what stands where. */
export type TimelineRow = (number | string | null)[];

/** The figures of one migration as QEMU's source counts them. */
export interface MeasuredFigures {
  /** `cancelled`: it had not converged at the time limit, and the figures are how far it had got. */
  status: "completed" | "cancelled";
  /** From the command until the source is no longer needed. */
  totalTimeSeconds: number;
  /** The guest ran nowhere; null when it never stopped. */
  downtimeSeconds: number | null;
  /** Part of the total before the first page. */
  setupSeconds: number;
  /** All bytes of the migration stream. */
  bytesTransferred: number;
  /** Pages sent in full; a page sent twice counts twice, a zero page does not count. */
  pagesTransferred: number;
  /** Bytes sent while the guest ran at the source. */
  precopyBytes: number;
  /** Bytes sent while it ran nowhere. */
  downtimeBytes: number;
  /** Bytes sent while it ran at the destination. */
  postcopyBytes: number;
  /** Times that QEMU read the dirty log. */
  dirtySyncCount: number;
  /** Pages that the destination asked for. */
  demandRequests: number;
  /** Time that the guest's processor slept on missing pages; null without post-copy. */
  blockedSeconds: number | null;
}

/** One line of the table of measured migrations. */
export interface MeasuredRun {
  /** Engine, memory, workload, link and downtime limit in one word; repeats and capabilities share it. */
  id: string;
  /** Such as `QEMU 7.2 (TCG)`. */
  hypervisor: string;
  /** How memory moved. */
  engine: MeasureEngine;
  /** Virtual processors. */
  vcpus: number;
  /** QEMU capabilities that were switched on beyond what the engine needs. */
  capabilities: MeasureCapability[];
  /** Guest memory, MiB. */
  memoryMiB: number;
  /** Everything that QEMU migrates, firmware included, in pages of 4096 bytes. */
  totalPages: number;
  /** Sends of a page of zeros, which cost 9 bytes. */
  zeroPages: number;
  /** Rate of the link, 10^6 bit/s. */
  linkMbitPerSecond: number;
  /** QEMU's `downtime-limit`, milliseconds. */
  downtimeLimitMs: number;
  /** What the guest wrote meanwhile. */
  workload: MeasureWorkload;
  /** What came out. */
  measured: MeasuredFigures;
  /** Polls of the migration's state: one row about every half second and wherever the phase or the pass changed. */
  timeline: { columns: string[]; rows: TimelineRow[] };
}
