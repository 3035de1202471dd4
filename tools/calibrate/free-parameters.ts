import { ETHERNET_EFFICIENCY } from "../../lib/scenario/framing.ts";
import type { CalibrationName } from "../../lib/scenario/song-2014-calibrations.ts";
import type { PaperParameters } from "../../lib/scenario/song-2014-parameters.ts";

/** A parameter that the calibration may change: its range, and the reason for the range. */
export interface FreeParameter {
  /** Path in {@linkcode PaperParameters}. */
  path: string;
  /** Least plausible value. */
  min: number;
  /** Greatest plausible value. */
  max: number;
  /** What it is. */
  why: string;
  /** Where the bounds come from. */
  source: string;
}

const XEN_RUNS =
  "40 measured migrations of Xen 4.17; a page takes 123 us to copy there and up to 293 us at the paper's " +
  "rate, so costs are carried over as multiples of a page's copy";
const XEND_LOGS =
  "Logs of the same code on real hosts agree: passes of 211 to 341 pages take 12 to 28 ms, at most 160 " +
  "pages' worth beside their pages (xen-users, March 2012, msg00209; pastebin AaSpWZdg and 7X8t022R)";
const GUEST =
  "Not published: the paper names memtester and gives no rate. The range covers its axes for downtime and pages.";

const SUPPORTED: readonly FreeParameter[] = [
  {
    path: "host.copyBytesPerSecond",
    min: 12.6e6,
    max: 20.4e6,
    why: "The rate at which the hosts map, copy and send pages. It lies far below Gigabit Ethernet.",
    source:
      "Axes of figures 4 and 5: 1200-1400 MiB in 80-100 s is at least 12.6 MB/s; 1500-2000 MiB in 120-140 s is at " +
      "most 20.4 MB/s when every other cost is at its bound.",
  },
  {
    path: "host.roundSeconds",
    min: 0.001,
    max: 0.025,
    why: "Fixed cost of a pass, with the guest running: statistics, messages, the walk that finds nothing.",
    source: `${XEN_RUNS}: from a pass to the next, clean included, median 10.9 ms = 85 pages. ${XEND_LOGS}.`,
  },
  {
    path: "host.dirtyLogReadSeconds",
    min: 0.001,
    max: 0.05,
    why: "Reading and clearing the dirty log once, between two passes.",
    source: `${XEN_RUNS}: 1.2-21.8 ms = 10-170 pages. ${XEND_LOGS}.`,
  },
  {
    path: "host.dirtyLogReadSecondsPerPage",
    min: 1e-9,
    max: 7e-8,
    why: "What that grows by with memory: a clean drops the shadow page tables (shadow_blow_tables, Xen stable-4.1).",
    source: `${XEN_RUNS}: 128 to 512 MiB adds at most 0.03 us a page = 2.4e-4 of a page's copy.`,
  },
  {
    path: "host.peekSeconds",
    min: 2e-5,
    max: 1e-3,
    why:
      "One peek: pause the virtual CPUs, copy the bitmap, let them run (paging_log_dirty_op, Xen stable-4.1). Pre-copy " +
      "makes one before each batch; the first stage of three-stage copy needs none.",
    source: "The bitmap of 1 GiB is 32 KiB: 33 us at 1 GB/s. Pausing waits until two virtual CPUs have left their " +
      "processors, some 10 us each. A clean does all of this and more, in 1.2 ms on the slower, emulated CPU of the " +
      "Xen 4.17 runs.",
  },
  {
    path: "host.batchSeconds",
    min: 5e-4,
    max: 0.03,
    why: "Cost of a batch beside its pages, whichever engine sends it: mapping, page types, three calls to write.",
    source: `${XEN_RUNS}: 8.1 +- 2.3 ms, at most 12 ms = 100 pages. All of a batch, its 1024 pages included, takes ` +
      "12.4 ms on 2013's hardware (Linux commit 4e8c0c8c4bf3: 12 GiB in 38.2 s).",
  },
  {
    path: "host.suspendSeconds",
    min: 0.002,
    max: 0.06,
    why: "The suspend handshake through xenstore, and the fixed part of the last reading of the log.",
    source: "Figure 4(c): the downtime of pre-copy, all of it, is at most 160 ms. Clark et al. 2005: 60 ms in all.",
  },
  {
    path: "host.resumeSeconds",
    min: 0.01,
    max: 0.06,
    why: "Building the virtual CPUs' context at the destination and starting them.",
    source: "As for suspendSeconds.",
  },
  {
    path: "host.markAbsentSecondsPerPage",
    min: 5e-7,
    max: 1e-5,
    why: "Clearing one entry of the guest's page map at the destination, hypercall included.",
    source:
      "Not measured: one hypercall (about 0.5 us) to one with a flush of the translation buffers on all processors.",
  },
  {
    path: "dirtying.low.hotPages",
    min: 50,
    max: 500,
    why: "Pages that the kernel and memtester itself keep writing, whatever the memory size.",
    source: `${GUEST} An idle guest of the Xen 4.17 runs has 35 to 70 such pages a pass and 210 after its suspend.`,
  },
  {
    path: "dirtying.low.hotWritesPerPageSecond",
    min: 0.5,
    max: 20,
    why: "How often each of them is written.",
    source: GUEST,
  },
  {
    path: "dirtying.low.sweptFraction",
    min: 0.02,
    max: 0.5,
    why: "memtester's buffer, as a fraction of the memory outside the hot set.",
    source: GUEST,
  },
  {
    path: "dirtying.low.sweptPagesPerSecond",
    min: 500,
    max: 6000,
    why: "memtester's pace: one thread, so the same in a small and in a large guest.",
    source: GUEST,
  },
  {
    path: "dirtying.high.hotPages",
    min: 300,
    max: 4500,
    why:
      "Pages that are written all the time at the high rate, memtester's short tests among them, whatever the memory " +
      "size; they are most of what pre-copy sends while the guest is stopped.",
    source: GUEST,
  },
  {
    path: "dirtying.high.hotWritesPerPageSecond",
    min: 0.5,
    max: 20,
    why: "How often each of them is written.",
    source: GUEST,
  },
  {
    path: "dirtying.high.sweptFraction",
    min: 0.1,
    max: 0.9,
    why: "memtester's buffer at the high rate.",
    source: GUEST,
  },
  {
    path: "dirtying.high.sweptPagesPerSecond",
    min: 500,
    max: 12000,
    why:
      "memtester's pace through its buffer at the high rate. It may be slower than at the low rate: most of the writes " +
      "then go to the hot set.",
    source: GUEST,
  },
];

const AS_PUBLISHED = SUPPORTED.map((one) =>
  one.path !== "host.peekSeconds" ? one : {
    ...one,
    max: 0.1,
    why: `${one.why} Here it also stands for whatever made pre-copy slower than its pages and rounds explain.`,
    source: `Nothing supports more than 1 ms. ${one.source}`,
  }
);

/**
 * Everything that each calibration changes. The search is in the logarithm of each value. The bounds are those of two
 * Xeon E5506 hosts under Xen 4.1 with shadow page tables.
 */
export const FREE_PARAMETERS: Readonly<Record<CalibrationName, readonly FreeParameter[]>> = {
  "supported": SUPPORTED,
  "as-published": AS_PUBLISHED,
};

/** What is not fitted: published, or without influence on the claims. */
function fixedParameters(): PaperParameters {
  return {
    host: {
      copyBytesPerSecond: NaN,
      roundSeconds: NaN,
      walkSecondsPerPage: 1e-8,
      dirtyLogReadSeconds: NaN,
      dirtyLogReadSecondsPerPage: NaN,
      peekSeconds: NaN,
      batchSeconds: NaN,
      suspendSeconds: NaN,
      resumeSeconds: NaN,
      markAbsentSecondsPerPage: NaN,
      faultSeconds: 1e-4,
    },
    network: {
      bandwidthBitsPerSecond: 1e9,
      framingEfficiency: ETHERNET_EFFICIENCY,
      latencySeconds: 1e-4,
      queueBytes: 256 * 1024,
      queueGrownBytes: 256 * 1024,
      queueGrowthSeconds: 0,
      linkQueueBytes: 128 * 1024,
      burstSeconds: 0,
      otherTrafficShare: 0,
    },
    stageThree: { pushIntervalSeconds: 0, pushPages: 64, prepullPages: 8 },
    stateBytes: 64 * 1024,
    dirtying: {
      low: { hotPages: NaN, hotWritesPerPageSecond: NaN, sweptFraction: NaN, sweptPagesPerSecond: NaN },
      high: { hotPages: NaN, hotWritesPerPageSecond: NaN, sweptFraction: NaN, sweptPagesPerSecond: NaN },
    },
  };
}

/** The parameters at a point of the unit cube: coordinate i goes from the bottom to the top of `free[i]`. */
export function parametersAt(free: readonly FreeParameter[], point: readonly number[]): PaperParameters {
  const parameters = fixedParameters();
  free.forEach(({ path, min, max }, i) => {
    const keys = path.split(".");
    const last = keys.pop()!;
    const owner = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], parameters);
    // Four significant digits are more than the claims can tell apart.
    (owner as Record<string, number>)[last] = Number((min * (max / min) ** point[i]).toPrecision(4));
  });
  return parameters;
}
