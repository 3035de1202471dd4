import type { Extent } from "../scenario/types.ts";
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
  /** Time from the guest's stop at the source to its start at the destination. Not in all tables. */
  stoppedSeconds?: number | null;
  /** Bytes sent while the guest ran at the source. */
  precopyBytes: number;
  /** Bytes sent while the guest was stopped. Not in the tables of the package. */
  downtimeBytes?: number;
  /** Bytes sent while the guest ran at the destination. */
  postcopyBytes: number;
  /** Number of reads of the dirty log. Not in the tables of the package. */
  dirtySyncCount?: number;
}

/** What the harness recorded of the guest just before the migration. All pages are physical. */
export interface QemuGuestState {
  /** The program's buffer, in the order of its virtual pages. */
  buffer: Extent[];
  /** Pages that hold only zeros. */
  zeros: Extent[];
  /** Pages outside the buffer whose content changed within a second: the guest's kernel and the program's own data. */
  kernelWritten: Extent[];
  /**
   * Pages that the guest touches in order when it resumes, before its program runs. Absent where no log of an idle guest
   * shows them.
   */
  resumePages?: number[];
  /** Pages that the kernel keeps dirty. Absent where no log of an idle guest shows them. */
  kernelDirty?: Extent[];
  /** Sequential: the page of the buffer that each writer writes next, one writer per virtual CPU. */
  nextPages?: number[];
}

/** The source's TCP connection, as `ss -tmi` shows it when post-copy begins. */
export interface QemuSocketState {
  /** Congestion control. */
  algorithm: string;
  /** Congestion window in segments. */
  windowSegments: number;
  /** Smoothed round trip. */
  roundTripMs: number;
  /** Size of the send buffer, in bytes of kernel memory. */
  bufferBytes: number;
  /** Bytes of kernel memory that the queued data takes. */
  queuedBytes: number;
  /** Data in the buffer that has not been sent, in bytes of payload. */
  unsentBytes: number;
}

/** A page that the destination requested: seconds after the guest resumed there, page of RAM, seconds until it arrived. */
export type QemuFault = [seconds: number, page: number, waitSeconds: number | null];

/** What else the measuring machine did during the migration. */
export interface QemuHostLoad {
  /** Load average over a minute before the guest booted. */
  before: number;
  /** The same after the migration. */
  after: number;
  /** Share of the processors' time that other programs used during the migration. */
  otherShare: number;
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
  /** Whether constants of the model must not be chosen on the run. Only in the table of recorded runs. */
  heldOut?: boolean;
  /** Number of the repeat, from 1. Repeats of a run have equal ids and capabilities. Absent: measured once. */
  repeat?: number;
  /** Fixed size of the source's TCP send buffer, in bytes of kernel memory (`tcp_wmem`). Absent: as Linux sizes it. */
  sendBufferBytes?: number;
  /** State of the guest before the migration. Not in the tables of QEMU 7.2 with one run each. */
  guest?: QemuGuestState;
  /** The connection when post-copy began. */
  socket?: QemuSocketState;
  /** The pages that the destination requested, in order. */
  faults?: QemuFault[];
  /** Of a guest that writes nothing: the pages that were dirty when post-copy began. */
  discarded?: Extent[];
  /** Load of the measuring machine. */
  host?: QemuHostLoad;
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
