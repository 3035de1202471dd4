import * as z from "zod/mini";
import { MAX_PAGES } from "../bitmap/create.ts";
import {
  choice,
  defaultsOf,
  flag,
  type Limits,
  list,
  listOrNull,
  number,
  numberOrNull,
  numberSchema,
  objectSchema,
  optional,
  seconds,
  type User,
} from "./field.ts";
import { ETHERNET_EFFICIENCY } from "./framing.ts";
import {
  CONGESTION_CONTROLS,
  ENGINES,
  HYPERVISORS,
  LIMIT_MEMORIES,
  type LimitMemory,
  type Placement,
  PLACEMENTS,
  TIME_LIMIT_ACTIONS,
  type TimeLimitAction,
} from "./names.ts";
import { ROUND_FIGURE } from "./sourced.ts";
import type { Workload } from "./types.ts";

/*
 * Every field of a scenario is defined here and nowhere else. Checks, defaults, docs/scenario.md, the JSON Schema, the doc
 * comments in types.ts, the explorer's hints and the report's explanations follow from these definitions.
 */

/** Above 0, because the time per page must be finite. */
const rate = { min: 1, max: 1e15 };
const pages = { max: MAX_PAGES, whole: true, unit: "pages" };

const AFTER_RESUME: readonly User[] = ["three-stage", "post-copy"];
const QEMU_AFTER_RESUME: readonly User[] = ["three-stage (QEMU)", "post-copy (QEMU)"];
const XEN_PRE_COPY: readonly User[] = ["pre-copy (Xen)"];
const XEN_GUESTS: readonly User[] = ["pre-copy (Xen)", "three-stage (Xen)"];
const SENDING_ALL: readonly User[] = [...XEN_GUESTS, "stop-and-copy (Xen)"];
const QEMU_PRE_COPY: readonly User[] = ["pre-copy (QEMU)", "three-stage (QEMU)"];

/** A run of physical pages. */
const extent = objectSchema({
  firstPage: numberSchema({ min: 0, max: MAX_PAGES, whole: true }),
  pages: numberSchema({ ...pages, min: 1 }),
});
const EXTENTS_RULE = "a list of runs of pages";

/** A measured point of a dirty curve. */
const curvePoint = objectSchema({
  seconds: numberSchema({ above: 0, max: 1e6, unit: "seconds" }),
  dirtyPages: numberSchema({ min: 0, max: MAX_PAGES, unit: "pages" }),
  errorPages: z.optional(numberSchema({ above: 0, max: MAX_PAGES, unit: "pages" })),
});

/** A dirty bitmap of a trace. */
const traceFrame = objectSchema({
  seconds: numberSchema({ above: 0, max: 1e6, unit: "seconds" }),
  dirty: z.base64("a bitmap in base64"),
});

const POWERS_OF_TWO = Array.from({ length: 22 }, (_, i) => 2 ** (9 + i));

/** The fields of `vm`. */
export const VM_FIELDS = {
  memoryBytes: number({ above: 0, max: MAX_PAGES * 2 ** 16, whole: true, unit: "bytes" }, {
    help: "Guest memory, a whole number of pages. All of it is moved at least once.",
  }),
  pageBytes: {
    schema: z.literal(POWERS_OF_TWO, "a power of two from 512 to 2^30 bytes") as unknown as z.ZodMiniType<number>,
    unit: "bytes",
    help: "Size of a page as the dirty log and the wire see it: 4096 on x86, also for a guest with huge pages.",
    default: 4096,
    source: "x86 base page; Xen and QEMU log dirty memory in this unit",
  },
  hugePageBytes: {
    schema: z.nullable(
      z.literal(POWERS_OF_TWO, "a power of two from 512 to 2^30 bytes, or null"),
    ) as unknown as z.ZodMiniType<number | null>,
    unit: "bytes",
    help:
      "Size of the host's pages behind the guest's memory, such as 2 MiB, if larger than pageBytes. QEMU still logs dirty " +
      "memory in small pages, but after the switch to post-copy it discards, requests and sends whole huge pages. null: " +
      "none.",
    default: null,
    source: "no huge pages",
    usedBy: QEMU_AFTER_RESUME,
  },
  zeroPages: number({ ...pages, min: 0 }, {
    help:
      "Pages that hold only zeros when the migration starts. They form one run. Pages that the workload may write do " +
      "not count.",
    default: 0,
    source: "the worst case: every page has content",
  }),
  zeroFirstPage: numberOrNull({ min: 0, max: MAX_PAGES, whole: true }, {
    help: "First page of the run of zero pages. null: the run is at the end of memory.",
    default: null,
    source: "a choice of this project",
  }),
  zeroExtents: listOrNull(extent, EXTENTS_RULE, {
    help:
      "The runs of zero pages, if there are several. zeroPages and zeroFirstPage then have no effect. null: one run.",
    default: null,
    source: "a choice of this project",
  }),
  unpopulatedPages: number({ ...pages, min: 0 }, {
    help:
      "Frames of the guest's physical address space that hold no memory. Xen examines each and sends its header: the " +
      "space of a PVH guest reaches to 4 GiB, whatever its memory.",
    default: 0,
    source: "memory without holes",
    usedBy: SENDING_ALL,
  }),
  suspendDirtiedPages: number({ ...pages, min: 0 }, {
    help:
      "Pages that the guest's kernel writes while it suspends itself, counted from the first page of memory: some 210 " +
      "in a PV guest of Xen.",
    default: 0,
    source: "the guest is stopped without its help; 210 (PV) and 318 (PVH): idle runs of data/xen-measured.json",
    usedBy: XEN_GUESTS,
  }),
  vcpus: number({ min: 1, max: 4096, whole: true }, {
    help: "Virtual CPUs. A demand fault stalls one of them.",
    default: 1,
    source: "the smallest guest",
    usedBy: AFTER_RESUME,
  }),
  resumePages: list(numberSchema({ min: 0, max: MAX_PAGES - 1, whole: true }), "a list of page numbers", {
    help:
      "Pages that the guest touches one after the other when it resumes at the destination, before its workload runs: " +
      "the kernel's own. Each that is absent is a demand fault. A page listed several times in a row is touched by as many " +
      "virtual CPUs at once.",
    default: [],
    source: "none: where they lie depends on the guest's kernel",
    usedBy: AFTER_RESUME,
  }),
  stateBytes: number({ min: 0, max: 1e12, unit: "bytes" }, {
    help: "CPU and device state, sent during the downtime.",
    default: 64 * 1024,
    source: ROUND_FIGURE,
  }),
};

/** The fields that all kinds of workload share. */
export const RANGE_FIELDS = {
  firstPage: optional(number({ min: 0, max: MAX_PAGES, whole: true }, {
    help: "First page of the range that is written.",
    default: 0,
  })),
  pages: optional(number({ ...pages, min: 1 }, {
    help: "Pages in the range.",
    defaultInWords: "up to the zero pages, or to the end of memory if those are elsewhere",
  })),
  extents: optional(list(extent, EXTENTS_RULE, {
    help:
      "Where the workload's pages lie in physical memory, in the order of its virtual addresses: a list of runs that do " +
      "not overlap, instead of firstPage and pages.",
    defaultInWords: "one run, as firstPage and pages say",
  })),
  cpuShare: optional(number({ above: 0, max: 1 }, {
    help:
      "Share of a virtual CPU that the writer needs. A throttled guest loses writes only if less than this is left.",
    default: 1,
    usedBy: ["pre-copy (QEMU)", ...AFTER_RESUME],
  })),
  catchUpSeconds: optional(seconds({
    help:
      "Run time that a writer lost in a pause and makes up for afterwards. If workloads with a value above 0 make most of " +
      "the touches, the smallest of their values applies.",
    default: 0,
    usedBy: ["pre-copy (QEMU)", ...AFTER_RESUME],
  })),
};

/** The field of workloads with a write rate. */
export const WRITING_FIELDS = {
  writesPerSecond: number({ min: 0, max: 1e15, unit: "writes per second" }, {
    help:
      "Write rate over the whole range, in page writes per second of guest time. A page written twice counts twice.",
  }),
};

/** The fields that workloads of random pages add. */
export const TOUCHING_FIELDS = {
  touchesPerWrite: optional(number({ min: 0, max: 1e6 }, {
    help: "Touches (reads and writes) per write after resume. The first touch of an absent page is a demand fault.",
    default: 2,
    usedBy: AFTER_RESUME,
  })),
  touchesPerSecond: optional(number({ min: 0, max: 1e15, unit: "touches per second" }, {
    help:
      "Touches (reads and writes) per second of guest time over the whole range, instead of touchesPerWrite: a workload " +
      "may only read.",
    defaultInWords: "touchesPerWrite for each write",
    usedBy: AFTER_RESUME,
  })),
};

/** The defaults of workload fields. */
export const WORKLOAD_DEFAULTS = defaultsOf({ ...RANGE_FIELDS, ...WRITING_FIELDS, ...TOUCHING_FIELDS });

/** The fields of each kind of workload, in addition to `kind` and the shared ones. */
export const KIND_FIELDS = {
  "uniform": { ...WRITING_FIELDS, ...TOUCHING_FIELDS },
  "hot-cold": {
    ...WRITING_FIELDS,
    ...TOUCHING_FIELDS,
    hotFraction: number({ above: 0, max: 1 }, {
      help: "The hot part, as a fraction of the range.",
    }),
    hotShare: number({ min: 0, max: 1 }, {
      help: "Share of writes that go to the hot part only. The rest go to the whole range.",
    }),
  },
  "sequential": {
    ...WRITING_FIELDS,
    touchesPerSecond: optional(number({ min: 0, max: 1e15, unit: "touches per second" }, {
      help: "Touches per second of a workload that only reads page after page; writesPerSecond must be 0.",
      defaultInWords: "it touches a page when it writes it",
      usedBy: AFTER_RESUME,
    })),
    startPage: optional(number({ min: 0, max: MAX_PAGES, whole: true }, {
      help: "Page of the range, counted from 0, that is written first.",
      defaultInWords: "drawn from the seed",
    })),
  },
  "power-law": {
    ...WRITING_FIELDS,
    ...TOUCHING_FIELDS,
    exponent: number({ min: 0, max: 4 }, {
      help: "How unevenly pages are written: 0 is uniform, 1 is Zipf's law.",
    }),
  },
  "curve": {
    ...TOUCHING_FIELDS,
    points: list(curvePoint, "a list of {seconds, dirtyPages}", {
      help:
        "Measured points of the dirty curve: so many distinct pages were written in an interval of so many seconds. " +
        "Intervals ascend. errorPages, the standard error of a point, is its weight in the fit; 2 % if left out.",
    }),
    placement: optional(choice<Placement>(PLACEMENTS, {
      help: "Where the written pages lie: scattered over the range, or in one run per group of pages, fastest first.",
      default: "scattered",
    })),
  },
  "trace": {
    frames: list(traceFrame, "a list of {seconds, dirty}", {
      help:
        "Recorded dirty bitmaps. Each holds the pages written since the frame before it, up to its seconds: one bit a " +
        "page of the range, lowest bit first, in base64. Bytes that are left out at the end are 0.",
    }),
    repeat: optional(flag({
      help: "Whether the trace starts over at its end. Otherwise the guest writes nothing more.",
      default: true,
    })),
  },
};

/** One line on each kind of workload. */
export const KIND_HELP = {
  "uniform": "Writes to pages drawn uniformly from the range.",
  "hot-cold": "A share of the writes goes to the first part of the range, the rest to all of it.",
  "sequential": "Writes page after page and starts over at the end of the range: memtester, streaming, backup.",
  "power-law": "Writes page r of the range (counted from 0) at a rate proportional to (r + 1)^-exponent.",
  "curve":
    "Follows a measured dirty curve: groups of pages, each with a Poisson write rate, fitted to the points as a mixture " +
    "of exponentials.",
  "trace": "Replays recorded dirty bitmaps. Within a frame, each page is written once, at a time drawn for it.",
};

/** An example of each kind of workload, for the reference. */
export const KIND_EXAMPLES: { readonly [K in Workload["kind"]]: Extract<Workload, { kind: K }> } = {
  "uniform": { kind: "uniform", writesPerSecond: 2000, pages: 8192 },
  "hot-cold": { kind: "hot-cold", writesPerSecond: 20_000, hotFraction: 0.1, hotShare: 0.9 },
  "sequential": { kind: "sequential", writesPerSecond: 50_000, firstPage: 16_384, pages: 32_768 },
  "power-law": { kind: "power-law", writesPerSecond: 10_000, exponent: 1 },
  "curve": {
    kind: "curve",
    points: [{ seconds: 1, dirtyPages: 9000 }, { seconds: 4, dirtyPages: 21_000 }, { seconds: 16, dirtyPages: 48_000 }],
  },
  "trace": { kind: "trace", frames: [{ seconds: 0.5, dirty: "/wAB" }, { seconds: 1, dirty: "Dw==" }] },
};

/** The fields of `source` and `destination`. */
export const HOST_FIELDS = {
  copyBytesPerSecond: number({ ...rate, unit: "bytes per second" }, {
    help: "The highest rate at which the host can map and copy pages and pass them to or from the network.",
    default: 4e9,
    source: ROUND_FIGURE,
  }),
  copyVariation: number({ min: 0, max: 1 }, {
    help:
      "Variation of the source's pace over periods longer than the queue can bridge: the standard deviation of its time " +
      "per byte, divided by the mean. If host and link are almost equally fast, each then waits for the other at times. " +
      "Has no effect on pages that are sent after resume.",
    default: 0,
    source: "a steady pace; 0.29: two emulated hosts on one processor, data/xen-measured.json",
    usedBy: SENDING_ALL,
    paidBy: "source",
  }),
  roundSeconds: seconds({
    help: "Fixed cost of one round, paid at its end while the guest runs.",
    default: 0.002,
    source: ROUND_FIGURE,
    usedBy: ["pre-copy", "three-stage", "post-copy (QEMU)"],
    paidBy: "source",
  }),
  zeroPageSeconds: seconds({
    help: "Cost of finding out that a page holds only zeros, if zero pages are detected. It is paid instead of a copy.",
    default: 1e-6,
    source:
      "0.5 to 1.4 µs, derived from five sources: Sxmindu/Live-Migration 2023 (1,154 runs of QEMU 8.1.2: 0.48 to 1.1 µs), " +
      "Liang Li 2016 (0.7 to 0.8), Wei Wang's free page hints (1.2 to 1.4), OPNFV's guide and HyperFresh 2019",
    paidBy: "source",
  }),
  walkSecondsPerPage: seconds({
    help: "Cost of examining one page of the bitmap in a round.",
    default: 1e-9,
    source: ROUND_FIGURE,
    usedBy: ["pre-copy", "three-stage", "stop-and-copy"],
    paidBy: "source",
  }),
  dirtyLogReadSeconds: seconds({
    help: "Cost of one read of the dirty log while the guest runs. Xen pauses the guest for this time.",
    default: 0.0005,
    source: ROUND_FIGURE,
    usedBy: ["pre-copy", "three-stage (QEMU)"],
    paidBy: "source",
  }),
  dirtyLogReadSecondsPerPage: seconds({
    help:
      "Additional cost of one read of the dirty log per page of guest memory. The last read, with the guest stopped, has " +
      "this cost too.",
    default: 0,
    source: "no cost; at most 0.03 µs in measured runs of Xen 4.17",
    usedBy: ["pre-copy", "three-stage", "post-copy (QEMU)"],
    paidBy: "source",
  }),
  peekSeconds: numberOrNull({ min: 0, max: 1e6, unit: "seconds" }, {
    help:
      "Cost of one peek at the dirty log, which Xen 4.1 takes before each batch. The guest is paused for this time. " +
      "null: as long as dirtyLogReadSeconds.",
    default: null,
    source: "a peek copies the same bitmap as a read",
    usedBy: XEN_PRE_COPY,
    paidBy: "source",
  }),
  batchSeconds: seconds({
    help:
      "Cost of one batch besides its pages: mapping, page types, calls to write. Every engine pays it for every batch; a " +
      "page fetched on demand is a batch of its own.",
    default: 0,
    source: "no cost; at most 12 ms in measured runs of Xen 4.17",
    usedBy: ["pre-copy (Xen)", "three-stage (Xen)", "post-copy (Xen)", "stop-and-copy (Xen)"],
    paidBy: "source",
  }),
  unpopulatedSecondsPerPage: seconds({
    help: "Cost of examining one frame that holds no memory.",
    default: 0,
    source: "no cost; 5.5 µs: PVH runs of data/xen-measured.json",
    usedBy: SENDING_ALL,
    paidBy: "source",
  }),
  suspendRequestSeconds: seconds({
    help:
      "Time from the decision to stop until the guest, asked to suspend itself, has stopped its programs. The guest " +
      "writes during this time.",
    default: 0,
    source: "the guest is stopped without its help",
    usedBy: [...XEN_GUESTS, "post-copy (Xen)", "stop-and-copy (Xen)"],
    paidBy: "source",
  }),
  suspendSeconds: seconds({
    help:
      "Time from the decision to stop until the guest has stopped and the dirty log has been read for the last time.",
    default: 0.02,
    source: ROUND_FIGURE,
    paidBy: "source",
  }),
  resumeSeconds: seconds({
    help: "Time from the last byte of state until the guest runs at the destination.",
    default: 0.02,
    source: ROUND_FIGURE,
    paidBy: "destination",
  }),
  markAbsentSecondsPerPage: seconds({
    help:
      "Cost of marking one dirty page absent at the destination, paid before resume. Post-copy from the start pays none.",
    default: 2e-7,
    source: ROUND_FIGURE,
    usedBy: ["three-stage"],
    paidBy: "destination",
  }),
  faultSeconds: seconds({
    help: "Cost of one demand fault outside the network: trap, request and mapping.",
    default: 2e-5,
    source: ROUND_FIGURE,
    usedBy: AFTER_RESUME,
    paidBy: "destination",
  }),
};

const OTHER_TRAFFIC = { min: 0, below: 1 };
const CHANGES_RULE = "a list of changes of the link";
const linkChange = objectSchema({
  seconds: numberSchema({ min: 0, max: 1e9, unit: "seconds" }),
  bandwidthBitsPerSecond: numberSchema({ min: 0, max: 1e15, unit: "bits per second" }),
  otherTrafficShare: z.optional(numberSchema(OTHER_TRAFFIC)),
});

/** The fields of `network`. */
export const NETWORK_FIELDS = {
  bandwidthBitsPerSecond: number({ ...rate, unit: "bits per second" }, {
    help: "Raw bit rate of the link, headers included.",
    default: 1e9,
    source: "Gigabit Ethernet",
  }),
  framingEfficiency: number({ min: 0.001, max: 1 }, {
    help: "Share of the bit rate that Ethernet, IP and TCP headers leave to the payload.",
    default: ETHERNET_EFFICIENCY,
    source: "1448 bytes of TCP payload in every 1538 on the wire (MTU 1500, time stamps)",
  }),
  latencySeconds: seconds({
    help: "One-way latency of the link. A demand fault waits for it twice.",
    default: 1e-4,
    source: ROUND_FIGURE,
  }),
  windowBytes: numberOrNull({ min: 1, max: 1e12, unit: "bytes" }, {
    help:
      "Size of TCP's send buffer, which keeps data until it is acknowledged: at most this moves in one round trip. " +
      "null: no limit, no loss and no slow start.",
    default: 3_690_987,
    source: "Linux: tcp_wmem's 4 MiB, of which 88 % is payload",
  }),
  lossRate: number({ min: 0, below: 1 }, {
    help: "Share of packets that the path loses.",
    default: 0,
    source: "no loss",
  }),
  congestionControl: choice(CONGESTION_CONTROLS, {
    help:
      "How TCP reacts to loss. cubic (RFC 9438) shrinks its window; bbr keeps its rate and sends again what is lost.",
    default: "cubic",
    source: "Linux's default",
  }),
  queueBytes: number({ min: 0, max: 1e12, unit: "bytes" }, {
    help:
      "Bytes that socket, shaper and switch hold ahead of the wire when the link is the bottleneck. A demand page " +
      "waits behind them.",
    default: 256 * 1024,
    source: ROUND_FIGURE,
    usedBy: ["pre-copy (QEMU)", ...AFTER_RESUME],
  }),
  queueGrownBytes: number({ min: 0, max: 1e12, unit: "bytes" }, {
    help:
      "Size to which the queue grows while memory is sent with the guest at the source, because TCP enlarges its send " +
      "buffer. The queue does not grow if this is at most queueBytes.",
    default: 256 * 1024,
    source: "as queueBytes: no growth",
    usedBy: [...QEMU_PRE_COPY, "post-copy (QEMU)"],
  }),
  queueGrownResumedBytes: number({ min: 0, max: 1e12, unit: "bytes" }, {
    help:
      "Size to which the queue grows once the guest runs at the destination, queueGrownBytes at most. The queue never " +
      "shrinks.",
    default: 0,
    source: "no growth",
    usedBy: ["three-stage (QEMU)", "post-copy (QEMU)"],
  }),
  queueGrowthSeconds: seconds({
    help: "Time constant of the queue's growth.",
    default: 0,
    source: "no growth",
    usedBy: [...QEMU_PRE_COPY, "post-copy (QEMU)"],
  }),
  queueWakeShare: number({ above: 0, max: 1 }, {
    help:
      "A full queue makes the sender sleep until it has drained to this share. 1: the sender wakes as soon as there is " +
      "space.",
    default: 1,
    source: "the sender wakes at once",
    usedBy: AFTER_RESUME,
  }),
  linkQueueBytes: number({ min: 0, max: 1e12, unit: "bytes" }, {
    help:
      "Part of the queue that is in the link. A demand page on its own connection (preempt) waits behind this part only.",
    default: 128 * 1024,
    source: ROUND_FIGURE,
    usedBy: AFTER_RESUME,
  }),
  burstBytes: number({ min: 0, max: 1e9, unit: "bytes" }, {
    help:
      "Size of the bursts in which pages arrive; 0: pages arrive one by one. A fault finds the other pages of a burst too.",
    default: 0,
    source: "no bursts",
    usedBy: AFTER_RESUME,
  }),
  otherTrafficShare: number(OTHER_TRAFFIC, {
    help: "Share of the link that other traffic takes.",
    default: 0,
    source: "the link is free",
  }),
  changes: list(linkChange, CHANGES_RULE, {
    help:
      "Changes of the link, in order: from seconds on, it has another bandwidthBitsPerSecond (0: it is down and carries " +
      "nothing) and, if given, another otherTrafficShare.",
    default: [],
    source: "the link stays as it is",
  }),
};

/** The fields of `migration`. The defaults are those of Xen 4.6; hypervisors.ts has the others. */
export const MIGRATION_FIELDS = {
  engine: choice(ENGINES, { help: "The algorithm that moves the guest.", default: "pre-copy" }),
  hypervisor: choice(HYPERVISORS, {
    help:
      "The rules that the engine follows: page order, stop tests, bytes on the wire. It sets defaults for the fields " +
      "below.",
    default: "xen-4.6",
  }),
  maxBytesPerSecond: numberOrNull({ ...rate, unit: "bytes per second" }, {
    help: "Cap on the migration while the guest runs at the source. null: no cap.",
    default: null,
    source: "Xen 4.2 and later have no rate control",
    usedBy: ["pre-copy", "three-stage", "post-copy (QEMU)"],
  }),
  timeLimitSeconds: numberOrNull({ above: 0, max: 1e9, unit: "seconds" }, {
    help:
      "The migration is abandoned as diverged at this time, but not while the guest is stopped. QEMU tests the limit about " +
      "every 50 ms. null: ten passes over memory without a cap, or three with it if these take longer, at least 60 s.",
    default: null,
    source: "a choice of this project; neither hypervisor has a limit",
    usedBy: ["pre-copy", ...AFTER_RESUME],
  }),
  timeLimitSecondsPerGiB: numberOrNull({ above: 0, max: 1e6, unit: "seconds" }, {
    help: "The time limit per GiB of memory, if timeLimitSeconds is null. null: the time limit does not follow memory.",
    default: null,
    source: "a choice of this project; platforms have one",
    usedBy: ["pre-copy", ...AFTER_RESUME],
  }),
  limitMemory: choice<LimitMemory>(LIMIT_MEMORIES, {
    help:
      "How limits per GiB count memory: in GiB; as at least 2 GiB (Nova); or in units of 10^9 bytes, rounded up (KubeVirt).",
    default: "GiB",
    source: "a choice of this project; platforms differ",
    usedBy: ["pre-copy", ...AFTER_RESUME],
  }),
  timeLimitAction: choice<TimeLimitAction>(TIME_LIMIT_ACTIONS, {
    help:
      "What happens at the time limit: QEMU's pre-copy aborts, pauses the guest and completes, or switches to post-copy. " +
      "Nothing abandons it after the last two.",
    default: "abort",
    source: "KubeVirt: neither allowPostCopy nor allowWorkloadDisruption; Nova: timeout_action abort",
    usedBy: QEMU_PRE_COPY,
  }),
  progressLimitSeconds: numberOrNull({ above: 0, max: 1e6, unit: "seconds" }, {
    help:
      "QEMU's pre-copy is abandoned if for this time no poll, every 0.4 s, has found less to send than the poll before. " +
      "null: never.",
    default: null,
    source: "QEMU has no such limit",
    usedBy: QEMU_PRE_COPY,
  }),
  maxRounds: number({ min: 1, max: 10_000, whole: true }, {
    help:
      "The most live rounds. Under QEMU, reads of the dirty log under one downtime limit. After these pre-copy has " +
      "diverged, or the simulation skips to the time at which the platform raises the limit, pauses or switches.",
    default: 5,
    source: "Xen 4.6: tools/libs/guest/xg_sr_save.c, max_iterations",
    usedBy: ["pre-copy", "three-stage (QEMU)"],
  }),
  stopBelowPages: number({ ...pages, min: 0 }, {
    help: "Xen stops when a round walked (4.1) or found dirty (4.6) fewer pages than this.",
    default: 50,
    source:
      "Xen 4.10 and later: tools/libs/guest/xg_sr_save.c, dirty_count < 50; 4.6.0 goes on above 50, which is 51 here",
    usedBy: XEN_PRE_COPY,
  }),
  maxMemoryFactor: numberOrNull({ above: 0, max: 1e6 }, {
    help: "Xen stops when it has sent more than this multiple of memory. null: no limit.",
    default: null,
    source: "Xen 4.6 has no such limit",
    usedBy: XEN_PRE_COPY,
  }),
  batchPages: number({ ...pages, min: 1, max: 2 ** 20 }, {
    help:
      "Pages that are mapped and written together. A sender that sleeps (queueWakeShare) ends such a write before it serves a request.",
    default: 1024,
    source: "Xen 4.6: tools/libs/guest/xg_sr_save.c, 1024 pages per record",
    usedBy: ["pre-copy (Xen)", "three-stage", "post-copy", "stop-and-copy (Xen)"],
  }),
  skipDirtied: flag({
    help: "Read the dirty log before each batch and skip pages that are dirty again.",
    default: false,
    source: "Xen 4.6 does not skip pages",
    usedBy: XEN_PRE_COPY,
  }),
  detectZeroPages: flag({
    help: "Send a zero page as a header and one byte.",
    default: false,
    source: "Xen does not detect zero pages",
  }),
  pushIntervalSeconds: seconds({
    help: "Time between active pushes after resume. 0: push without a pause.",
    default: 0,
    source: "push without a pause",
    usedBy: AFTER_RESUME,
  }),
  pushPages: number({ ...pages, min: 1 }, {
    help: "Pages per active push, if there is an interval.",
    default: 64,
    source: ROUND_FIGURE,
    usedBy: AFTER_RESUME,
  }),
  prepullPages: number({ min: 0, max: 65_536, whole: true, unit: "pages" }, {
    help: "Prepull (prepaging): absent neighbors that a demand page brings along, half below it and half above.",
    default: 8,
    source: ROUND_FIGURE,
    usedBy: AFTER_RESUME,
  }),
  faultMovesCursor: flag({
    help: "After a demand fault, the active push continues behind the requested page.",
    default: false,
    source: "a choice of this project",
    usedBy: AFTER_RESUME,
  }),
  preempt: flag({
    help: "Demand pages travel on their own connection and wait for the link's queue only (QEMU: postcopy-preempt).",
    default: false,
    source: "off by default in QEMU, unknown to Xen",
    usedBy: AFTER_RESUME,
  }),
  qemuVersion: number({ min: 1, max: 100 }, {
    help:
      "QEMU's version: 7.2, 8, 9.2. Before 8 the thread that pushes serves the requests of preempt too: they wait for its " +
      "blocked write, and it pushes on from the requested page. From 9.2 on autoConverge reads the dirty log at least each " +
      "5 s.",
    default: 8,
    source: "a choice of this project",
    usedBy: ["pre-copy (QEMU)", ...QEMU_AFTER_RESUME],
  }),
  downtimeLimitSeconds: seconds({
    help: "QEMU stops the guest when the rest can be sent in this time.",
    default: 0.3,
    source: "QEMU: migration/options.c, 300 ms",
    usedBy: QEMU_PRE_COPY,
  }),
  downtimeSteps: list(numberSchema({ above: 0, max: 1e6, unit: "seconds" }), "a list of numbers of seconds", {
    help: "Downtime limits that replace downtimeLimitSeconds one after the other. Empty: the limit does not change.",
    default: [],
    source: "QEMU does not change its limit",
    usedBy: QEMU_PRE_COPY,
  }),
  downtimeStepSeconds: seconds({
    help: "Time from one of the downtimeSteps to the next.",
    default: 0,
    source: "no steps",
    usedBy: QEMU_PRE_COPY,
  }),
  downtimeStepSecondsPerGiB: seconds({
    help: "Additional time from one of the downtimeSteps to the next per GiB of memory.",
    default: 0,
    source: "no steps",
    usedBy: QEMU_PRE_COPY,
  }),
  downtimeStepRounds: number({ min: 0, max: 10_000, whole: true }, {
    help: "Reads of the dirty log before the first of the downtimeSteps; until then downtimeLimitSeconds applies.",
    default: 0,
    source: "no steps",
    usedBy: QEMU_PRE_COPY,
  }),
  downtimeDoublingPolls: numberOrNull({ min: 1, max: 1e6, whole: true }, {
    help:
      "The downtime limit doubles when this many polls have found that the rest had grown. Polls are 1 s apart, and 0.1 s once " +
      "less is left than was sent between two polls on average. null: never.",
    default: null,
    source: "QEMU does not change its limit",
    usedBy: QEMU_PRE_COPY,
  }),
  autoConverge: flag({
    help: "QEMU slows the guest down while it dirties more than half of what is sent.",
    default: false,
    source: "QEMU: off by default",
    usedBy: QEMU_PRE_COPY,
  }),
  syncAwaitsVcpus: flag({
    help:
      "Each read of the dirty log waits for virtual CPUs that the throttle has put to sleep: true of QEMU's translator " +
      "(TCG), not of KVM.",
    default: false,
    source: "KVM",
    usedBy: QEMU_PRE_COPY,
  }),
  switchDelaySeconds: seconds({
    help: "Time from the end of the first pass until the switch to post-copy is requested.",
    default: 0,
    source: "the switch is requested at once",
    usedBy: ["three-stage (QEMU)"],
  }),
};

/** The parts of a scenario that are objects of fields. */
export const PARTS = {
  vm: VM_FIELDS,
  source: HOST_FIELDS,
  destination: HOST_FIELDS,
  network: NETWORK_FIELDS,
  migration: MIGRATION_FIELDS,
};

/** One line of help for each part of a scenario. */
export const PART_HELP = {
  preset: "Name of the preset that supplies all missing fields.",
  vm: "The virtual machine that moves.",
  workload: "What the guest writes: one workload, or a list of workloads whose rates add up. Replaces the preset's.",
  source: "The costs of the host that the guest leaves.",
  destination: "The costs of the host that the guest moves to.",
  network: "The path between the hosts.",
  migration: "The engine, its hypervisor and its limits.",
  seed: "Seeds every random stream: a string or a whole number. The same seed gives the same result.",
};

/** A field, by its path or its name alone; `undefined` if there is no such field. */
export function fieldOf(path: string): { help: string; limits?: Limits } | undefined {
  const name = path.split(".").at(-1)!;
  const groups: Record<string, { help: string; limits?: Limits }>[] = [
    ...Object.values(PARTS),
    RANGE_FIELDS,
    ...Object.values(KIND_FIELDS),
  ];
  return groups.find((fields) => Object.hasOwn(fields, name))?.[name];
}

/** The help line of a field, by its path or its name alone; `""` if there is no such field. */
export function helpOf(path: string): string {
  return fieldOf(path)?.help ?? "";
}
