import { defaultsOf } from "../../lib/scenario/field.ts";
import { NETWORK_FIELDS } from "../../lib/scenario/fields.ts";
import type { PaperParameters } from "../../lib/scenario/song-2014-parameters.ts";

/** A parameter that the calibration fits. */
export interface FreeParameter {
  /** Path in {@linkcode PaperParameters}. */
  path: string;
  /** Smallest plausible value. */
  min: number;
  /** Largest plausible value. */
  max: number;
  /** Meaning of the parameter, and reason for the bounds. */
  why: string;
}

/**
 * The free parameters. The search is in the logarithm of each, between bounds that are physically plausible for two Xeon
 * E5506 hosts under Xen 4.1 with shadow page tables.
 */
export const FREE_PARAMETERS: readonly FreeParameter[] = [
  {
    path: "host.copyBytesPerSecond",
    min: 14e6,
    max: 18.5e6,
    why:
      "The paper gives no throughput. Its axes imply 14-18 MB/s of payload on Gigabit Ethernet, so the bottleneck is the " +
      "mapping and copying of foreign pages at the hosts, not the link.",
  },
  {
    path: "host.roundSeconds",
    min: 0.005,
    max: 0.3,
    why: "Fixed cost of a round: page-table work and statistics of xc_domain_save while the guest runs.",
  },
  {
    path: "host.dirtyLogReadSeconds",
    min: 0.001,
    max: 0.03,
    why:
      "Cost of one read of the dirty log: pausing both virtual CPUs, copying the bitmap under the paging lock, resuming " +
      "them. Pre-copy pays it for every batch of 1024 pages, three-stage copy never in its first stage, so both averages " +
      "of time depend on it. The fit comes close to the bound, which is high for a bitmap of this size: the value probably " +
      "includes other costs per batch.",
  },
  {
    path: "host.suspendSeconds",
    min: 0.002,
    max: 0.06,
    why: "The suspend handshake through xenstore, and the last read of the log.",
  },
  {
    path: "host.resumeSeconds",
    min: 0.01,
    max: 0.06,
    why: "Building the context of the virtual CPUs at the destination and starting them.",
  },
  {
    path: "host.markAbsentSecondsPerPage",
    min: 5e-7,
    max: 1e-5,
    why: "Clearing one entry of the guest's page map at the destination, including the hypercall.",
  },
  {
    path: "dirtying.low.hotPages",
    min: 50,
    max: 500,
    why: "Pages that the kernel and memtester itself keep writing, at any memory size.",
  },
  {
    path: "dirtying.low.hotWritesPerPageSecond",
    min: 0.5,
    max: 20,
    why: "Writes per second to each hot page.",
  },
  {
    path: "dirtying.low.sweptFraction",
    min: 0.02,
    max: 0.5,
    why: "Size of memtester's buffer, as a fraction of the memory outside the hot set.",
  },
  {
    path: "dirtying.low.sweptPagesPerSecond",
    min: 500,
    max: 6000,
    why: "Speed of memtester: one thread, so it is the same in a small and in a large guest.",
  },
  {
    path: "dirtying.high.hotPages",
    min: 500,
    max: 4500,
    why:
      "Pages that are written all the time at the high rate, at any memory size, including those of memtester's short " +
      "tests. They are dirty at the end of pre-copy and cause its downtime of about 0.85 s.",
  },
  { path: "dirtying.high.hotWritesPerPageSecond", min: 0.5, max: 20, why: "Writes per second to each hot page." },
  { path: "dirtying.high.sweptFraction", min: 0.1, max: 0.9, why: "Size of memtester's buffer at the high rate." },
  {
    path: "dirtying.high.sweptPagesPerSecond",
    min: 500,
    max: 12000,
    why:
      "Speed of memtester at the high rate. It may be lower than at the low rate: most writes then go to the hot set.",
  },
];

/** The parameters that are not fitted: published, or without influence on the claims. `NaN` marks the free ones. */
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

/** Returns the parameters at a point of the unit cube: coordinate i is free parameter i, on a log scale from min to max. */
export function parametersAt(point: readonly number[]): PaperParameters {
  const parameters = fixedParameters();
  FREE_PARAMETERS.forEach(({ path, min, max }, i) => {
    const keys = path.split(".");
    const last = keys.pop()!;
    const owner = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], parameters);
    // Four significant digits: more would not change a claim.
    (owner as Record<string, number>)[last] = Number((min * (max / min) ** point[i]).toPrecision(4));
  });
  return parameters;
}
