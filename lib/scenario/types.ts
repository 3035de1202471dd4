import type { Engine, Hypervisor, PresetName } from "./names.ts";

export type { Engine, Hypervisor, PresetName };

/** The virtual machine that moves. */
export interface Vm {
  /** Guest memory in bytes; a whole number of pages. */
  memoryBytes: number;
  /** Bytes of one page; a power of two. Default 4096. */
  pageBytes: number;
  /**
   * How many pages hold only zeros when the migration starts. They are one run; pages in it that the workload writes are
   * taken as written before it starts. Default 0.
   */
  zeroPages: number;
  /** First page of the run of zero pages; `null`: they are the last pages of memory. Default `null`. */
  zeroFirstPage: number | null;
  /**
   * Frames of the guest's physical address space that hold no memory. Xen's first pass asks about each of them and sends a
   * header for it: a PVH guest's address space reaches to 4 GiB however little memory it has. Default 0.
   */
  unpopulatedPages: number;
  /**
   * Pages that the guest's kernel dirties while it suspends itself, the first pages of memory. Guests that cooperate with
   * their hypervisor do so (Xen's PV and PVH guests); QEMU stops a guest without its help. Default 0.
   */
  suspendDirtiedPages: number;
  /** Virtual CPUs: a demand fault stalls one of them. Default 1. */
  vcpus: number;
  /** CPU and device state in bytes, sent while the guest runs nowhere. Default 64 KiB. */
  stateBytes: number;
}

/** What every kind of workload says: where it writes, and how often. */
export interface WorkloadRange {
  /** First page of the range. Default 0. */
  firstPage?: number;
  /** Pages in the range. Default: up to the zero pages, or to the end of memory if those lie elsewhere. */
  pages?: number;
  /** Page writes per second of guest time, over the whole range. */
  writesPerSecond: number;
  /**
   * Share of a virtual CPU that the writing takes, above 0 to 1. A throttled guest loses writes only when less than this
   * is left to it. Default 1: it writes flat out.
   */
  cpuShare?: number;
  /** A writer kept from running makes good for this much lost time, in seconds, as fast as its CPU lets it. Default 0. */
  catchUpSeconds?: number;
}

/** How a workload of random pages touches them after resume, beside writing. */
export interface Touching {
  /** Touches (reads and writes) per write: each touch of an absent page is a fault. Default 2. A sweep touches as it writes. */
  touchesPerWrite?: number;
}

/** Writes to pages drawn uniformly from the range. */
export interface UniformWorkload extends WorkloadRange, Touching {
  /** Names this kind. */
  kind: "uniform";
}

/** A share of the writes goes to the first part of the range, the rest over all of it. */
export interface HotColdWorkload extends WorkloadRange, Touching {
  /** Names this kind. */
  kind: "hot-cold";
  /** The hot part, as a fraction of the range, above 0 to 1. */
  hotFraction: number;
  /** The share of writes that goes to the hot part alone, 0 to 1; the rest goes over all of the range. */
  hotShare: number;
}

/** Page after page, wrapping at the end of the range: memtester, streaming, backup. */
export interface SequentialWorkload extends WorkloadRange {
  /** Names this kind. */
  kind: "sequential";
  /** Page of the range (0-based) that is written first. Default: drawn from the seed. */
  startPage?: number;
}

/** Page of rank r (its place in the range) is written at a rate proportional to (r + 1)^-exponent; 1 is Zipf's law. */
export interface PowerLawWorkload extends WorkloadRange, Touching {
  /** Names this kind. */
  kind: "power-law";
  /** The exponent, 0 (uniform) to 4. */
  exponent: number;
}

/** One kind of writing over one range of pages. */
export type Workload = UniformWorkload | HotColdWorkload | SequentialWorkload | PowerLawWorkload;

/** What a host's hypervisor charges for its work. */
export interface Host {
  /** The most bytes per second that the host can map, copy and hand to the network (or take from it). */
  copyBytesPerSecond: number;
  /**
   * How much the host's pace varies, over longer times than the queue in front of the link lasts: standard deviation of its
   * time per byte over the mean. With a host hardly faster than the link, both together are slower than either. Read for
   * the source. Default 0: a steady pace.
   */
  copyVariation: number;
  /** Fixed cost of one round, in seconds; paid at its end, before the dirty log is read, with the guest running. */
  roundSeconds: number;
  /** Cost of looking at one page of the bitmap in a round, in seconds. */
  walkSecondsPerPage: number;
  /**
   * Cost of reading the dirty log once while the guest runs, in seconds: pausing its virtual CPUs, copying the bitmap,
   * setting them going again. The guest is paused for as long.
   */
  dirtyLogReadSeconds: number;
  /** Xen: cost of asking about one frame that holds no memory, and of sending its header, in seconds. */
  unpopulatedSecondsPerPage: number;
  /** Xen: from the decision to stop until the guest's programs stand still, in seconds: a guest suspends itself when asked. */
  suspendRequestSeconds: number;
  /** From the decision to stop until the guest has stopped and the dirty log has been read for the last time, in seconds. */
  suspendSeconds: number;
  /** From the last byte of state until the guest runs, in seconds. */
  resumeSeconds: number;
  /**
   * Cost of marking one page absent that the destination has had, in seconds, paid there before resume. Post-copy from the
   * start pays none: nothing has come.
   */
  markAbsentSecondsPerPage: number;
  /** Cost of one demand fault outside the network (trap, request, mapping), in seconds. */
  faultSeconds: number;
}

/** The path between the hosts. */
export interface Network {
  /** Raw bit rate. */
  bandwidthBitsPerSecond: number;
  /** Share of the raw rate left to payload by Ethernet, IP and TCP headers, 0.001 to 1. Default 1448/1538. */
  framingEfficiency: number;
  /** One-way latency in seconds. */
  latencySeconds: number;
  /**
   * Bytes that socket, shaper and switch may hold ahead of the wire. They fill when the host is faster than the link,
   * and a demand page waits behind them.
   */
  queueBytes: number;
  /**
   * What the queue grows to while memory is sent in bulk with the guest at the source: sockets enlarge their send buffers
   * as they learn the path, and never shrink them. QEMU's rules alone has it grow.
   */
  queueGrownBytes: number;
  /** Time constant of that growth, in seconds. */
  queueGrowthSeconds: number;
  /** How much of that queue belongs to the link and not to the sender's socket: no second connection can avoid it. */
  linkQueueBytes: number;
  /**
   * Pages arrive in bursts this far apart, in seconds: senders pace segments of up to 64 KiB, and receivers pass them on
   * whole. Whoever waits for one page of a burst finds its neighbors too. 0: one by one.
   */
  burstSeconds: number;
  /** Share of the goodput that other traffic takes, 0 to below 1. */
  otherTrafficShare: number;
}

/** The engine, its hypervisor and its limits. Fields that the chosen engine does not use are kept and ignored. */
export interface Migration {
  /** Which algorithm moves the guest. */
  engine: Engine;
  /** Whose rules it follows. */
  hypervisor: Hypervisor;
  /** Configured cap on bytes per second while the guest runs at the source; `null`: none. */
  maxBytesPerSecond: number | null;
  /**
   * The migration is given up as `diverged` after this long; `null`: ten times one pass over memory, at least 60 s. Looked
   * at between rounds, and all along stage three.
   */
  timeLimitSeconds: number | null;
  /** Pre-copy: live rounds at most; under QEMU's rules readings of the dirty log, after which it has diverged. */
  maxRounds: number;
  /** Pre-copy: stop when a round walked (4.1) or found dirty (4.6) fewer pages than this. */
  stopBelowPages: number;
  /** Pre-copy: stop when more than this multiple of memory has been sent; `null`: no such test. */
  maxMemoryFactor: number | null;
  /** Pages mapped and written together. */
  batchPages: number;
  /** Pre-copy: peek at the dirty log before each batch and leave out what was written again. */
  skipDirtied: boolean;
  /** Send a page of zeros as a header and one byte. */
  detectZeroPages: boolean;
  /** Stage three: time between active pushes; 0 pushes without a pause. */
  pushIntervalSeconds: number;
  /** Stage three: pages per active push, when there is an interval. */
  pushPages: number;
  /** Stage three: absent neighbors that a demand page brings along, half below and half above it. */
  prepullPages: number;
  /** Stage three: a demand fault moves the active push on to the pages behind it. */
  faultMovesCursor: boolean;
  /** Stage three: demand pages travel on a connection of their own, which only the link's queue delays. */
  preempt: boolean;
  /** QEMU: the guest may be stopped for this long; pre-copy ends when the rest can be sent in that time. */
  downtimeLimitSeconds: number;
  /** QEMU: slow the guest down while it dirties memory faster than half of what is sent. */
  autoConverge: boolean;
  /**
   * QEMU: each reading of the dirty log waits for the virtual CPUs, also for one that the throttle has put to sleep. True of
   * QEMU's translator (TCG), which ends every virtual CPU's block of code first; not of KVM.
   */
  syncAwaitsVcpus: boolean;
  /** QEMU three-stage copy: from the end of the first pass until the switch is asked for. */
  switchDelaySeconds: number;
}

/** Everything a simulation depends on: plain data, the same for a notebook, a worker and the command line. */
export interface Scenario {
  /** The virtual machine. */
  vm: Vm;
  /** What it writes; several kinds add up. */
  workload: Workload[];
  /** The host it leaves. */
  source: Host;
  /** The host it goes to. */
  destination: Host;
  /** The path between them. */
  network: Network;
  /** The algorithm and its limits. */
  migration: Migration;
  /** Seeds every random stream. */
  seed: string | number;
}

/** What a caller writes: any part of a scenario, over a preset. */
export interface ScenarioInput {
  /** Name of the preset that fills in what is left out. Default `"gigabit"`. */
  preset?: PresetName;
  /** See {@linkcode Vm}; `memoryBytes` must be given unless the preset has it. */
  vm?: Partial<Vm>;
  /** One kind or several; replaces the preset's as a whole. */
  workload?: Workload | Workload[];
  /** See {@linkcode Host}. */
  source?: Partial<Host>;
  /** See {@linkcode Host}. */
  destination?: Partial<Host>;
  /** See {@linkcode Network}. */
  network?: Partial<Network>;
  /** See {@linkcode Migration}; the hypervisor brings its own defaults. */
  migration?: Partial<Migration>;
  /** Default 1. */
  seed?: string | number;
}
