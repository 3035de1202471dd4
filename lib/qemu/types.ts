import type { Measured } from "../validation/types.ts";

/** An engine that QEMU's migration can be measured with. */
export type QemuEngine = "pre-copy" | "three-stage" | "post-copy";

/** The memory-writing program of a measured guest. */
export interface QemuWorkload {
  /**
   * `uniform`: a random page each time; `hot-cold`: two such ranges; `sequential`: page after page, wrapping; `memtester`:
   * sequential at full speed, a rate that was not measured.
   */
  kind: "uniform" | "hot-cold" | "sequential" | "memtester";
  /** Size of the buffer that the program writes to, in MiB. */
  bufferMiB: number;
  /** Pages written per second of guest time; `null` if unknown. */
  pagesPerSecond: number | null;
  /** Hot-cold: fraction of the buffer, from its start, that is hot. */
  hotFraction?: number;
  /** Hot-cold: share of the writes that go to the hot part only. The other writes go to the whole buffer. */
  hotShare?: number;
}

/** The metrics of one migration, as QEMU's source reports them. */
export interface QemuMetrics extends Measured {
  /** Part of the total time before the first page. Not in the tables of the package. */
  setupSeconds?: number;
  /** Bytes sent while the guest ran at the source. */
  precopyBytes: number;
  /** Bytes sent while the guest was stopped. Not in the tables of the package. */
  downtimeBytes?: number;
  /** Bytes sent while the guest ran at the destination. */
  postcopyBytes: number;
  /** Number of reads of the dirty log. Not in the tables of the package. */
  dirtySyncCount?: number;
}

/** One poll of a migration's state; the timeline's `columns` name its values. */
export type QemuTimelineRow = (number | string | null)[];

/** One measured migration: a line of the table that `deno task measure` writes and `deno task validate` reads. */
export interface QemuRun {
  /** Engine, memory, workload, link and downtime limit in one word. Repeats and capabilities share it. */
  id: string;
  /** QEMU's version and accelerator, such as `QEMU 7.2 (TCG)`. */
  hypervisor: string;
  /** How memory moved. */
  engine: QemuEngine;
  /** Virtual CPUs. */
  vcpus: number;
  /** QEMU capabilities that were on besides those that the engine needs: `auto-converge`, `postcopy-preempt`. */
  capabilities: string[];
  /** Guest memory in MiB. */
  memoryMiB: number;
  /** Pages of 4096 bytes that QEMU migrated, including firmware. */
  totalPages: number;
  /** Pages sent as zero pages, of 9 bytes each. */
  zeroPages: number;
  /** Rate that the link was shaped to, in 10^6 bit/s. */
  linkMbitPerSecond: number;
  /** QEMU's `downtime-limit` in milliseconds. */
  downtimeLimitMs: number;
  /** The guest's writes. */
  workload: QemuWorkload;
  /** The measured metrics. */
  measured: QemuMetrics;
  /** Length of the first pass and the pages found dirty at its end; absent if the polls missed the end. */
  firstPass?: { seconds: number; dirtiedPages: number };
  /**
   * Polls of the migration's state: about one row every half second, and one at each change of phase or pass.
   * `parseQemuRun` reduces it to {@linkcode QemuRun.firstPass}.
   */
  timeline?: { columns: string[]; rows: QemuTimelineRow[] };
}
