import { defaultsOf } from "../../lib/scenario/field.ts";
import { NETWORK_FIELDS } from "../../lib/scenario/fields.ts";
import type { CalibrationName, FittedParameter } from "../../lib/scenario/song-2014-calibrations.ts";
import type { PaperParameters } from "../../lib/scenario/song-2014-parameters.ts";

/*
 * The runs of data/xen-measured.json copy a page in 128 µs; the slowest copy that the paper's axes allow takes 293 µs. A
 * cost measured there is expressed in page copies and bounded by as many of the paper's copies.
 */
const XEN_RUNS = "Measured runs of Xen 4.17";
const LOGS = "Logs of real hosts agree: docs/song-2014.md.";
const GUEST =
  "Not published: the paper names memtester but gives no rate. The range covers its axes of downtime and pages.";

const SUPPORTED: readonly FittedParameter[] = [
  {
    path: "host.copyBytesPerSecond",
    min: 12.6e6,
    max: 20.4e6,
    why: "The rate at which the hosts map, copy and send pages. It is far below Gigabit Ethernet.",
    source:
      "Axes of Figures 4 and 5: 1200-1400 MiB in 80-100 s is at least 12.6 MB/s. 1500-2000 MiB in 120-140 s is at most " +
      "20.4 MB/s if every other cost is at its bound.",
  },
  {
    path: "host.roundSeconds",
    min: 0.001,
    max: 0.025,
    why: "Fixed cost of a round while the guest runs: statistics, messages, the walk over pages that need not be sent.",
    source:
      `${XEN_RUNS}: 10.9 ms from one round to the next (median), or 85 page copies; 25 ms at 293 µs a copy. ${LOGS}`,
  },
  {
    path: "host.dirtyLogReadSeconds",
    min: 0.001,
    max: 0.05,
    why: "Reading and clearing the dirty log once, between two rounds.",
    source: `${XEN_RUNS}: 1.2 to 21.8 ms, or 10 to 170 page copies; 50 ms at 293 µs a copy. ${LOGS}`,
  },
  {
    path: "host.dirtyLogReadSecondsPerPage",
    min: 1e-9,
    max: 7e-8,
    why: "Additional cost of a read for each page of guest memory: clearing the log drops the shadow page tables " +
      "(shadow_blow_tables, Xen stable-4.1).",
    source:
      `${XEN_RUNS}: from 128 to 512 MiB at most 0.03 µs a page, or 0.00024 page copies; 0.07 µs at 293 µs a copy.`,
  },
  {
    path: "host.peekSeconds",
    min: 2e-5,
    max: 1e-3,
    why:
      "One peek: pausing the virtual CPUs, copying the bitmap, resuming them (paging_log_dirty_op, Xen stable-4.1). " +
      "Pre-copy peeks before each batch. The first stage of three-stage copy does not.",
    source: "The bitmap of 1 GiB is 32 KiB: 33 µs at 1 GB/s. Pausing waits until two virtual CPUs have left their " +
      "processors, some 10 µs each. A read that clears the log does all of this and more, in 1.2 ms on the slower, " +
      "emulated CPU of the Xen 4.17 runs.",
  },
  {
    path: "host.batchSeconds",
    min: 5e-4,
    max: 0.03,
    why: "Cost of a batch besides its pages, in every engine: mapping, page types, three calls to write.",
    source:
      `${XEN_RUNS}: 8.1 ± 2.3 ms, at most 12 ms, or 100 page copies; 30 ms at 293 µs a copy. A whole batch with its 1024 ` +
      "pages takes 12.4 ms on hardware of 2013 (Linux commit 4e8c0c8c4bf3: 12 GiB in 38.2 s).",
  },
  {
    path: "host.suspendSeconds",
    min: 0.002,
    max: 0.06,
    why: "The suspend handshake through xenstore, and the fixed part of the last read of the log.",
    source: "Figure 4(c): pre-copy's whole downtime is at most 160 ms. Clark et al. 2005: 60 ms in all.",
  },
  {
    path: "host.resumeSeconds",
    min: 0.01,
    max: 0.06,
    why: "Building the context of the virtual CPUs at the destination and starting them.",
    source: "As for suspendSeconds.",
  },
  {
    path: "host.markAbsentSecondsPerPage",
    min: 5e-7,
    max: 1e-5,
    why: "Clearing one entry of the guest's page map at the destination, including the hypercall.",
    source:
      "Not measured. From one hypercall (about 0.5 µs) to a hypercall that flushes the translation buffers of all processors.",
  },
  {
    path: "dirtying.low.hotPages",
    min: 50,
    max: 500,
    why: "Pages that the kernel and memtester itself keep writing, at any memory size.",
    source:
      `${GUEST} An idle guest of the Xen 4.17 runs has 35 to 70 such pages per round, and 210 after it has suspended.`,
  },
  {
    path: "dirtying.low.hotWritesPerPageSecond",
    min: 0.5,
    max: 20,
    why: "Writes per second to each hot page.",
    source: GUEST,
  },
  {
    path: "dirtying.low.sweptFraction",
    min: 0.02,
    max: 0.5,
    why: "Size of memtester's buffer, as a fraction of the memory outside the hot set.",
    source: GUEST,
  },
  {
    path: "dirtying.low.sweptPagesPerSecond",
    min: 500,
    max: 6000,
    why: "Speed of memtester: one thread, so it is the same in a small and in a large guest.",
    source: GUEST,
  },
  {
    path: "dirtying.high.hotPages",
    min: 300,
    max: 4500,
    why:
      "Pages that are written all the time at the high rate, at any memory size, including those of memtester's short " +
      "tests. They are most of what pre-copy sends while the guest is stopped.",
    source: GUEST,
  },
  {
    path: "dirtying.high.hotWritesPerPageSecond",
    min: 0.5,
    max: 20,
    why: "Writes per second to each hot page.",
    source: GUEST,
  },
  {
    path: "dirtying.high.sweptFraction",
    min: 0.1,
    max: 0.9,
    why: "Size of memtester's buffer at the high rate.",
    source: GUEST,
  },
  {
    path: "dirtying.high.sweptPagesPerSecond",
    min: 500,
    max: 12000,
    why:
      "Speed of memtester at the high rate. It may be lower than at the low rate: most writes then go to the hot set.",
    source: GUEST,
  },
];

const AS_PUBLISHED = SUPPORTED.map((one) =>
  one.path !== "host.peekSeconds" ? one : {
    ...one,
    max: 0.1,
    why: `${one.why} Here it stands for whatever made pre-copy slower than its pages and rounds explain.`,
    source: `Nothing supports more than 1 ms. ${one.source}`,
  }
);

/**
 * The free parameters of each calibration. The search is in the logarithm of each, between bounds for two Xeon E5506 hosts
 * under Xen 4.1 with shadow page tables. The calibrations differ in the bound of the peek.
 */
export const FREE_PARAMETERS: Readonly<Record<CalibrationName, readonly FittedParameter[]>> = {
  "supported": SUPPORTED,
  "as-published": AS_PUBLISHED,
};

/** The parameters that are not fitted: published, or without influence on the claims. `NaN` marks the free ones. */
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
    network: defaultsOf(NETWORK_FIELDS),
    stageThree: { pushIntervalSeconds: 0, pushPages: 64, prepullPages: 8 },
    stateBytes: 64 * 1024,
    dirtying: {
      low: { hotPages: NaN, hotWritesPerPageSecond: NaN, sweptFraction: NaN, sweptPagesPerSecond: NaN },
      high: { hotPages: NaN, hotWritesPerPageSecond: NaN, sweptFraction: NaN, sweptPagesPerSecond: NaN },
    },
  };
}

/** Returns the parameters at a point of the unit cube: coordinate i is `free[i]`, on a log scale from min to max. */
export function parametersAt(free: readonly FittedParameter[], point: readonly number[]): PaperParameters {
  const parameters = fixedParameters();
  free.forEach(({ path, min, max }, i) => {
    const keys = path.split(".");
    const last = keys.pop()!;
    const owner = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], parameters);
    // Four significant digits: more would not change a claim.
    (owner as Record<string, number>)[last] = Number((min * (max / min) ** point[i]).toPrecision(4));
  });
  return parameters;
}
