import type {
  CongestionControl,
  Engine,
  Hypervisor,
  LimitMemory,
  Placement,
  PresetName,
  TimeLimitAction,
} from "./names.ts";

export type { CongestionControl, Engine, Hypervisor, LimitMemory, Placement, PresetName, TimeLimitAction };

/** The virtual machine that moves. */
export interface Vm {
  /** Guest memory, a whole number of pages. All of it is moved at least once. Required. */
  memoryBytes: number;
  /**
   * Size of a page as the dirty log and the wire see it: 4096 on x86, also for a guest with huge pages. Default: 4096
   * (4 KiB).
   */
  pageBytes: number;
  /**
   * Size of the host's pages behind the guest's memory, such as 2 MiB, if larger than pageBytes. QEMU still logs dirty
   * memory in small pages, but after the switch to post-copy it discards, requests and sends whole huge pages. null:
   * none. Default: null.
   */
  hugePageBytes: number | null;
  /**
   * Pages that hold only zeros when the migration starts. They form one run. Pages that the workload may write do not
   * count. Default: 0.
   */
  zeroPages: number;
  /** First page of the run of zero pages. null: the run is at the end of memory. Default: null. */
  zeroFirstPage: number | null;
  /**
   * The runs of zero pages, if there are several. zeroPages and zeroFirstPage then have no effect. null: one run.
   * Default: null.
   */
  zeroExtents: Extent[] | null;
  /**
   * Frames of the guest's physical address space that hold no memory. Xen examines each and sends its header: the space
   * of a PVH guest reaches to 4 GiB, whatever its memory. Default: 0.
   */
  unpopulatedPages: number;
  /**
   * Pages that the guest's kernel writes while it suspends itself, counted from the first page of memory: some 210 in a
   * PV guest of Xen. Default: 0.
   */
  suspendDirtiedPages: number;
  /** Virtual CPUs. A demand fault stalls one of them. Default: 1. */
  vcpus: number;
  /**
   * Pages that the guest touches one after the other when it resumes at the destination, before its workload runs: the
   * kernel's own. Each that is absent is a demand fault. A page listed several times in a row is touched by as many
   * virtual CPUs at once. Default: [].
   */
  resumePages: number[];
  /** CPU and device state, sent during the downtime. Default: 65536 (64 KiB). */
  stateBytes: number;
}

/** A run of physical pages. */
export interface Extent {
  /** First page of the run. */
  firstPage: number;
  /** Pages in the run. */
  pages: number;
}

/** The fields of every kind of workload: its range of pages, and the CPU that it needs. */
export interface WorkloadRange {
  /** First page of the range that is written. Default: 0. */
  firstPage?: number;
  /** Pages in the range. Default: up to the zero pages, or to the end of memory if those are elsewhere. */
  pages?: number;
  /**
   * Where the workload's pages lie in physical memory, in the order of its virtual addresses: a list of runs that do
   * not overlap, instead of firstPage and pages. Default: one run, as firstPage and pages say.
   */
  extents?: Extent[];
  /**
   * Share of a virtual CPU that the writer needs. A throttled guest loses writes only if less than this is left.
   * Default: 1.
   */
  cpuShare?: number;
  /**
   * Run time that a writer lost in a pause and makes up for afterwards. If workloads with a value above 0 make most of
   * the touches, the smallest of their values applies. Default: 0.
   */
  catchUpSeconds?: number;
}

/** The field of workloads with a write rate. */
export interface Writing {
  /**
   * Write rate over the whole range, in page writes per second of guest time. A page written twice counts twice.
   * Required.
   */
  writesPerSecond: number;
}

/** The fields that workloads of random pages add. */
export interface Touching {
  /**
   * Touches (reads and writes) per write after resume. The first touch of an absent page is a demand fault. Default: 2.
   */
  touchesPerWrite?: number;
  /**
   * Touches (reads and writes) per second of guest time over the whole range, instead of touchesPerWrite: a workload
   * may only read. Default: touchesPerWrite for each write.
   */
  touchesPerSecond?: number;
}

/** Writes to pages drawn uniformly from the range. */
export interface UniformWorkload extends WorkloadRange, Writing, Touching {
  /** The kind of workload. */
  kind: "uniform";
}

/** A share of the writes goes to the first part of the range, the rest to all of it. */
export interface HotColdWorkload extends WorkloadRange, Writing, Touching {
  /** The kind of workload. */
  kind: "hot-cold";
  /** The hot part, as a fraction of the range. Required. */
  hotFraction: number;
  /** Share of writes that go to the hot part only. The rest go to the whole range. Required. */
  hotShare: number;
}

/** Writes page after page and starts over at the end of the range: memtester, streaming, backup. */
export interface SequentialWorkload extends WorkloadRange, Writing {
  /** The kind of workload. */
  kind: "sequential";
  /**
   * Touches per second of a workload that only reads page after page; writesPerSecond must be 0. Default: it touches a
   * page when it writes it.
   */
  touchesPerSecond?: number;
  /** Page of the range, counted from 0, that is written first. Default: drawn from the seed. */
  startPage?: number;
}

/** Writes page r of the range (counted from 0) at a rate proportional to (r + 1)^-exponent. */
export interface PowerLawWorkload extends WorkloadRange, Writing, Touching {
  /** The kind of workload. */
  kind: "power-law";
  /** How unevenly pages are written: 0 is uniform, 1 is Zipf's law. Required. */
  exponent: number;
}

/** A measured point of a dirty curve. */
export interface CurvePoint {
  /** Length of the interval, in seconds of guest time. */
  seconds: number;
  /** Distinct pages written in it. */
  dirtyPages: number;
  /** Standard error of `dirtyPages`, in pages. Default: 2 % of them. */
  errorPages?: number;
}

/**
 * Follows a measured dirty curve: groups of pages, each with a Poisson write rate, fitted to the points as a mixture of
 * exponentials.
 */
export interface CurveWorkload extends WorkloadRange, Touching {
  /** The kind of workload. */
  kind: "curve";
  /**
   * Measured points of the dirty curve: so many distinct pages were written in an interval of so many seconds.
   * Intervals ascend. errorPages, the standard error of a point, is its weight in the fit; 2 % if left out. Required.
   */
  points: CurvePoint[];
  /**
   * Where the written pages lie: scattered over the range, or in one run per group of pages, fastest first. Default:
   * "scattered".
   */
  placement?: Placement;
}

/** A recorded dirty bitmap. */
export interface TraceFrame {
  /** When the bitmap was read, in seconds since the trace began. */
  seconds: number;
  /** The pages written since the frame before: one bit a page of the range, lowest bit first, in base64. */
  dirty: string;
}

/** Replays recorded dirty bitmaps. Within a frame, each page is written once, at a time drawn for it. */
export interface TraceWorkload extends WorkloadRange {
  /** The kind of workload. */
  kind: "trace";
  /**
   * Recorded dirty bitmaps. Each holds the pages written since the frame before it, up to its seconds: one bit a page
   * of the range, lowest bit first, in base64. Bytes that are left out at the end are 0. Required.
   */
  frames: TraceFrame[];
  /** Whether the trace starts over at its end. Otherwise the guest writes nothing more. Default: true. */
  repeat?: boolean;
}

/** A workload with a write rate. */
export type RatedWorkload = UniformWorkload | HotColdWorkload | SequentialWorkload | PowerLawWorkload;

/** One way of writing over one range of pages. */
export type Workload = RatedWorkload | CurveWorkload | TraceWorkload;

/** The costs of one host. Some are paid at the source only, some at the destination only. */
export interface Host {
  /**
   * The highest rate at which the host can map and copy pages and pass them to or from the network. Default: 4000000000
   * (4 GB/s).
   */
  copyBytesPerSecond: number;
  /**
   * Variation of the source's pace over periods longer than the queue can bridge: the standard deviation of its time
   * per byte, divided by the mean. If host and link are almost equally fast, each then waits for the other at times.
   * Has no effect on pages that are sent after resume. Default: 0.
   */
  copyVariation: number;
  /** Fixed cost of one round, paid at its end while the guest runs. Default: 0.002 (2 ms). */
  roundSeconds: number;
  /**
   * Cost of finding out that a page holds only zeros, if zero pages are detected. It is paid instead of a copy.
   * Default: 0.000001 (1 µs).
   */
  zeroPageSeconds: number;
  /** Cost of examining one page of the bitmap in a round. Default: 1e-9 (1 ns per page). */
  walkSecondsPerPage: number;
  /**
   * Cost of one read of the dirty log while the guest runs. Xen pauses the guest for this time. Default: 0.0005 (500
   * µs).
   */
  dirtyLogReadSeconds: number;
  /** Cost of examining one frame that holds no memory. Default: 0. */
  unpopulatedSecondsPerPage: number;
  /**
   * Time from the decision to stop until the guest, asked to suspend itself, has stopped its programs. The guest writes
   * during this time. Default: 0.
   */
  suspendRequestSeconds: number;
  /**
   * Additional cost of one read of the dirty log per page of guest memory. The last read, with the guest stopped, has
   * this cost too. Default: 0.
   */
  dirtyLogReadSecondsPerPage: number;
  /**
   * Cost of one peek at the dirty log, which Xen 4.1 takes before each batch. The guest is paused for this time. null:
   * as long as dirtyLogReadSeconds. Default: null.
   */
  peekSeconds: number | null;
  /**
   * Cost of one batch besides its pages: mapping, page types, calls to write. Every engine pays it for every batch; a
   * page fetched on demand is a batch of its own. Default: 0.
   */
  batchSeconds: number;
  /**
   * Time from the decision to stop until the guest has stopped and the dirty log has been read for the last time.
   * Default: 0.02 (20 ms).
   */
  suspendSeconds: number;
  /** Time from the last byte of state until the guest runs at the destination. Default: 0.02 (20 ms). */
  resumeSeconds: number;
  /**
   * Cost of marking one dirty page absent at the destination, paid before resume. Post-copy from the start pays none.
   * Default: 2e-7 (200 ns per page).
   */
  markAbsentSecondsPerPage: number;
  /** Cost of one demand fault outside the network: trap, request and mapping. Default: 0.00002 (20 µs). */
  faultSeconds: number;
}

/** A change of the link. */
export interface LinkChange {
  /** Seconds since the migration began. */
  seconds: number;
  /** Raw bit rate from then on; 0: the link is down. */
  bandwidthBitsPerSecond: number;
  /** Share of the link that other traffic takes from then on. Default: as before. */
  otherTrafficShare?: number;
}

/** The path between the hosts. */
export interface Network {
  /** Raw bit rate of the link, headers included. Default: 1000000000 (1 Gbit/s). */
  bandwidthBitsPerSecond: number;
  /** Share of the bit rate that Ethernet, IP and TCP headers leave to the payload. Default: 0.94148244473342. */
  framingEfficiency: number;
  /** One-way latency of the link. A demand fault waits for it twice. Default: 0.0001 (100 µs). */
  latencySeconds: number;
  /**
   * Size of TCP's send buffer, which keeps data until it is acknowledged: at most this moves in one round trip. null:
   * no limit, no loss and no slow start. Default: 3690987 (3.52 MiB).
   */
  windowBytes: number | null;
  /** Share of packets that the path loses. Default: 0. */
  lossRate: number;
  /**
   * How TCP reacts to loss. cubic (RFC 9438) shrinks its window; bbr keeps its rate and sends again what is lost.
   * Default: "cubic".
   */
  congestionControl: CongestionControl;
  /**
   * Bytes that socket, shaper and switch hold ahead of the wire when the link is the bottleneck. A demand page waits
   * behind them. Default: 262144 (256 KiB).
   */
  queueBytes: number;
  /**
   * Size to which the queue grows while memory is sent with the guest at the source, because TCP enlarges its send
   * buffer. The queue does not grow if this is at most queueBytes. Default: 262144 (256 KiB).
   */
  queueGrownBytes: number;
  /**
   * Size to which the queue grows once the guest runs at the destination, queueGrownBytes at most. The queue never
   * shrinks. Default: 0.
   */
  queueGrownResumedBytes: number;
  /** Time constant of the queue's growth. Default: 0. */
  queueGrowthSeconds: number;
  /**
   * A full queue makes the sender sleep until it has drained to this share. 1: the sender wakes as soon as there is
   * space. Default: 1.
   */
  queueWakeShare: number;
  /**
   * Part of the queue that is in the link. A demand page on its own connection (preempt) waits behind this part only.
   * Default: 131072 (128 KiB).
   */
  linkQueueBytes: number;
  /**
   * Size of the bursts in which pages arrive; 0: pages arrive one by one. A fault finds the other pages of a burst too.
   * Default: 0.
   */
  burstBytes: number;
  /** Share of the link that other traffic takes. Default: 0. */
  otherTrafficShare: number;
  /**
   * Changes of the link, in order: from seconds on, it has another bandwidthBitsPerSecond (0: it is down and carries
   * nothing) and, if given, another otherTrafficShare. Default: [].
   */
  changes: LinkChange[];
}

/** The engine, its hypervisor and its limits. Fields that the chosen engine does not use have no effect. */
export interface Migration {
  /** The algorithm that moves the guest. Default: "pre-copy". */
  engine: Engine;
  /**
   * The rules that the engine follows: page order, stop tests, bytes on the wire. It sets defaults for the fields
   * below. Default: "xen-4.6".
   */
  hypervisor: Hypervisor;
  /**
   * Cap on the migration while the guest runs at the source. null: no cap. Default: null; qemu: 134217728 (134 MB/s).
   */
  maxBytesPerSecond: number | null;
  /**
   * The migration is abandoned as diverged at this time, but not while the guest is stopped. QEMU tests the limit about
   * every 50 ms. null: ten passes over memory without a cap, or three with it if these take longer, at least 60 s.
   * Default: null.
   */
  timeLimitSeconds: number | null;
  /**
   * The time limit per GiB of memory, if timeLimitSeconds is null. null: the time limit does not follow memory.
   * Default: null.
   */
  timeLimitSecondsPerGiB: number | null;
  /**
   * How limits per GiB count memory: in GiB; as at least 2 GiB (Nova); or in units of 10^9 bytes, rounded up
   * (KubeVirt). Default: "GiB".
   */
  limitMemory: LimitMemory;
  /**
   * What happens at the time limit: QEMU's pre-copy aborts, pauses the guest and completes, or switches to post-copy.
   * Nothing abandons it after the last two. Default: "abort".
   */
  timeLimitAction: TimeLimitAction;
  /**
   * QEMU's pre-copy is abandoned if for this time no poll, every 0.4 s, has found less to send than the poll before.
   * null: never. Default: null.
   */
  progressLimitSeconds: number | null;
  /**
   * The most live rounds. Under QEMU, reads of the dirty log under one downtime limit. After these pre-copy has
   * diverged, or the simulation skips to the time at which the platform raises the limit, pauses or switches. Default:
   * 5; xen-4.1: 29; qemu: 10000.
   */
  maxRounds: number;
  /** Xen stops when a round walked (4.1) or found dirty (4.6) fewer pages than this. Default: 50; qemu: 0. */
  stopBelowPages: number;
  /** Xen stops when it has sent more than this multiple of memory. null: no limit. Default: null; xen-4.1: 3. */
  maxMemoryFactor: number | null;
  /**
   * Pages that are mapped and written together. A sender that sleeps (queueWakeShare) ends such a write before it
   * serves a request. Default: 1024; qemu: 32.
   */
  batchPages: number;
  /** Read the dirty log before each batch and skip pages that are dirty again. Default: false; xen-4.1: true. */
  skipDirtied: boolean;
  /** Send a zero page as a header and one byte. Default: false; qemu: true. */
  detectZeroPages: boolean;
  /** Time between active pushes after resume. 0: push without a pause. Default: 0. */
  pushIntervalSeconds: number;
  /** Pages per active push, if there is an interval. Default: 64. */
  pushPages: number;
  /**
   * Prepull (prepaging): absent neighbors that a demand page brings along, half below it and half above. Default: 8;
   * qemu: 0.
   */
  prepullPages: number;
  /** After a demand fault, the active push continues behind the requested page. Default: false; qemu: true. */
  faultMovesCursor: boolean;
  /**
   * Demand pages travel on their own connection and wait for the link's queue only (QEMU: postcopy-preempt). Default:
   * false.
   */
  preempt: boolean;
  /**
   * QEMU's version: 7.2, 8, 9.2. Before 8 the thread that pushes serves the requests of preempt too: they wait for its
   * blocked write, and it pushes on from the requested page. From 9.2 on autoConverge reads the dirty log at least each
   * 5 s. Default: 8.
   */
  qemuVersion: number;
  /** QEMU stops the guest when the rest can be sent in this time. Default: 0.3 (300 ms). */
  downtimeLimitSeconds: number;
  /**
   * Downtime limits that replace downtimeLimitSeconds one after the other. Empty: the limit does not change. Default:
   * [].
   */
  downtimeSteps: number[];
  /** Time from one of the downtimeSteps to the next. Default: 0. */
  downtimeStepSeconds: number;
  /** Additional time from one of the downtimeSteps to the next per GiB of memory. Default: 0. */
  downtimeStepSecondsPerGiB: number;
  /**
   * Reads of the dirty log before the first of the downtimeSteps; until then downtimeLimitSeconds applies. Default: 0.
   */
  downtimeStepRounds: number;
  /**
   * The downtime limit doubles when this many polls have found that the rest had grown. Polls are 1 s apart, and 0.1 s
   * once less is left than was sent between two polls on average. null: never. Default: null.
   */
  downtimeDoublingPolls: number | null;
  /** QEMU slows the guest down while it dirties more than half of what is sent. Default: false. */
  autoConverge: boolean;
  /**
   * Each read of the dirty log waits for virtual CPUs that the throttle has put to sleep: true of QEMU's translator
   * (TCG), not of KVM. Default: false.
   */
  syncAwaitsVcpus: boolean;
  /** Time from the end of the first pass until the switch to post-copy is requested. Default: 0. */
  switchDelaySeconds: number;
}

/** A complete scenario: all data that a simulation depends on. */
export interface Scenario {
  /** The virtual machine. */
  vm: Vm;
  /** The workloads of the guest. Their rates add up. */
  workload: Workload[];
  /** The host that the guest leaves. */
  source: Host;
  /** The host that the guest moves to. */
  destination: Host;
  /** The path between them. */
  network: Network;
  /** The engine, its hypervisor and its limits. */
  migration: Migration;
  /** Seeds every random stream. */
  seed: string | number;
}

/** A scenario as a caller writes it: any part of it. A preset fills in the rest. */
export interface ScenarioInput {
  /** Address of the JSON Schema, for editors. Ignored. */
  $schema?: string;
  /** Name of the preset that fills in everything that is left out. Default: `"gigabit"`. */
  preset?: PresetName;
  /** See {@linkcode Vm}. `memoryBytes` is required. */
  vm?: Partial<Vm>;
  /** One workload or a list. Replaces the preset's. */
  workload?: Workload | Workload[];
  /** See {@linkcode Host}. */
  source?: Partial<Host>;
  /** See {@linkcode Host}. */
  destination?: Partial<Host>;
  /** See {@linkcode Network}. */
  network?: Partial<Network>;
  /** See {@linkcode Migration}. The hypervisor brings its own defaults. */
  migration?: Partial<Migration>;
  /** Seeds every random stream. Default: 1. */
  seed?: string | number;
}
