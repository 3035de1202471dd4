import { defaultsOf } from "../../lib/scenario/field.ts";
import { NETWORK_FIELDS } from "../../lib/scenario/fields.ts";
import type { PaperParameters } from "../../lib/scenario/song-2014-parameters.ts";

/** A parameter that the calibration may move: where to, and what it stands for. */
export interface FreeParameter {
  /** Path in {@linkcode PaperParameters}. */
  path: string;
  /** Least plausible value. */
  min: number;
  /** Greatest plausible value. */
  max: number;
  /** What it is, and why the bounds. */
  why: string;
}

/**
 * Everything the calibration moves. The search is in the logarithm of each, between bounds that are physically plausible
 * for two Xeon E5506 hosts under Xen 4.1 with shadow page tables.
 */
export const FREE_PARAMETERS: readonly FreeParameter[] = [
  {
    path: "host.copyBytesPerSecond",
    min: 14e6,
    max: 18.5e6,
    why:
      "The paper prints no throughput; its axes imply 14-18 MB/s of useful throughput on Gigabit Ethernet, so that " +
      "mapping and copying foreign pages at the hosts is the bottleneck, and not the link.",
  },
  {
    path: "host.roundSeconds",
    min: 0.005,
    max: 0.3,
    why: "Fixed cost of a pass: page-table bookkeeping and statistics of xc_domain_save, with the guest running.",
  },
  {
    path: "host.dirtyLogReadSeconds",
    min: 0.001,
    max: 0.03,
    why:
      "All that a reading of the dirty log costs: pausing both virtual CPUs, copying the bitmap under the paging lock, " +
      "setting them going again. Pre-copy pays it for every batch of 1024 pages, three-stage copy never in its first " +
      "stage, so that the two averages of time rest on it; the fit comes close to the bound, which is high for a bitmap of this " +
      "size: it probably stands for other costs per batch too.",
  },
  {
    path: "host.suspendSeconds",
    min: 0.002,
    max: 0.06,
    why: "The suspend handshake through xenstore, and the last reading of the log.",
  },
  {
    path: "host.resumeSeconds",
    min: 0.01,
    max: 0.06,
    why: "Building the virtual CPUs' context at the destination and starting them.",
  },
  {
    path: "host.markAbsentSecondsPerPage",
    min: 5e-7,
    max: 1e-5,
    why: "Clearing one entry of the guest's page map at the destination, hypercall included.",
  },
  {
    path: "dirtying.low.hotPages",
    min: 50,
    max: 500,
    why: "Pages that the kernel and memtester itself keep writing, whatever the memory size.",
  },
  {
    path: "dirtying.low.hotWritesPerPageSecond",
    min: 0.5,
    max: 20,
    why: "How often each of them is written.",
  },
  {
    path: "dirtying.low.sweptFraction",
    min: 0.02,
    max: 0.5,
    why: "memtester's buffer, as a fraction of the memory outside the hot set.",
  },
  {
    path: "dirtying.low.sweptPagesPerSecond",
    min: 500,
    max: 6000,
    why: "memtester's pace: one thread, so the same in a small and in a large guest.",
  },
  {
    path: "dirtying.high.hotPages",
    min: 500,
    max: 4500,
    why:
      "Pages that are written all the time at the high rate, memtester's short tests among them, whatever the memory size; what is dirty at the end of pre-copy, and so its downtime of some 0.85 s, comes from them.",
  },
  { path: "dirtying.high.hotWritesPerPageSecond", min: 0.5, max: 20, why: "How often each of them is written." },
  { path: "dirtying.high.sweptFraction", min: 0.1, max: 0.9, why: "memtester's buffer at the high rate." },
  {
    path: "dirtying.high.sweptPagesPerSecond",
    min: 500,
    max: 12000,
    why:
      "memtester's pace through its buffer at the high rate. It may be slower than at the low: most of the writes then go " +
      "to the hot set.",
  },
];

/** What is not fitted: published, or without influence on the claims. */
function fixedParameters(): PaperParameters {
  return {
    host: {
      copyBytesPerSecond: NaN,
      roundSeconds: NaN,
      walkSecondsPerPage: 1e-8,
      dirtyLogReadSeconds: NaN,
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

/** The parameters at a point of the unit cube: coordinate i goes from the bottom to the top of free parameter i. */
export function parametersAt(point: readonly number[]): PaperParameters {
  const parameters = fixedParameters();
  FREE_PARAMETERS.forEach(({ path, min, max }, i) => {
    const keys = path.split(".");
    const last = keys.pop()!;
    const owner = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], parameters);
    // Four significant digits are more than the claims can tell apart.
    (owner as Record<string, number>)[last] = Number((min * (max / min) ** point[i]).toPrecision(4));
  });
  return parameters;
}
