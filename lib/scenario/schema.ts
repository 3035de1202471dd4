import { z } from "zod";
import { MAX_PAGES } from "../bitmap/create.ts";

interface Limits {
  min?: number;
  max?: number;
  above?: number;
  below?: number;
  integer?: boolean;
  unit?: string;
}

/** A finite number within limits; its one message says all of what is allowed. */
export function quantity(limits: Limits): z.ZodType<number> {
  const { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity, integer } = limits;
  return z.custom<number>(
    (value) =>
      typeof value === "number" && value >= min && value <= max && value > above && value < below &&
      (!integer || Number.isSafeInteger(value)),
    { error: `must be ${describe(limits)}` },
  );
}

function describe({ min, max, above, below, integer, unit }: Limits): string {
  const noun = `a ${integer ? "whole " : ""}number${unit ? ` of ${unit}` : ""}`;
  if (above !== undefined && max !== undefined) return `${noun} above ${above}, at most ${max}`;
  if (min !== undefined && below !== undefined) return `${noun} from ${min} to below ${below}`;
  return `${noun} from ${min} to ${max}`;
}

/** One of several names. */
export const oneOf = <const T extends readonly string[]>(names: T) =>
  z.custom<T[number]>((value) => names.includes(value as string), {
    error: `must be one of ${names.join(", ")}`,
    params: { names },
  });
const yesOrNo = z.boolean("must be true or false");
/** A finite number within limits, or `null`. */
export const orNull = (limits: Limits): z.ZodType<number | null> =>
  z.custom<number | null>((value) => value === null || quantity(limits).safeParse(value).success, {
    error: `must be ${describe(limits)}, or null`,
  });

const seconds = quantity({ min: 0, max: 1e6, unit: "seconds" });
// Not from 0: the time that a page takes must stay a number.
const rate = { min: 1, max: 1e15 };

const vm = {
  memoryBytes: quantity({ above: 0, max: MAX_PAGES * 2 ** 16, integer: true, unit: "bytes" }),
  pageBytes: z.custom<number>(
    (v) => typeof v === "number" && v >= 512 && v <= 2 ** 30 && Number.isInteger(Math.log2(v)),
    {
      error: "must be a power of two from 512 to 2^30 bytes",
    },
  ),
  zeroPages: quantity({ min: 0, max: MAX_PAGES, integer: true, unit: "pages" }),
  unpopulatedPages: quantity({ min: 0, max: MAX_PAGES, integer: true, unit: "pages" }),
  suspendDirtiedPages: quantity({ min: 0, max: MAX_PAGES, integer: true, unit: "pages" }),
  zeroFirstPage: orNull({ min: 0, max: MAX_PAGES, integer: true }),
  vcpus: quantity({ min: 1, max: 4096, integer: true }),
  stateBytes: quantity({ min: 0, max: 1e12, unit: "bytes" }),
};

const host = {
  copyBytesPerSecond: quantity({ ...rate, unit: "bytes per second" }),
  copyVariation: quantity({ min: 0, max: 1 }),
  roundSeconds: seconds,
  walkSecondsPerPage: seconds,
  dirtyLogReadSeconds: seconds,
  unpopulatedSecondsPerPage: seconds,
  suspendRequestSeconds: seconds,
  suspendSeconds: seconds,
  resumeSeconds: seconds,
  markAbsentSecondsPerPage: seconds,
  faultSeconds: seconds,
};

const network = {
  bandwidthBitsPerSecond: quantity({ ...rate, unit: "bits per second" }),
  framingEfficiency: quantity({ min: 0.001, max: 1 }),
  latencySeconds: seconds,
  queueBytes: quantity({ min: 0, max: 1e12, unit: "bytes" }),
  queueGrownBytes: quantity({ min: 0, max: 1e12, unit: "bytes" }),
  queueGrowthSeconds: seconds,
  linkQueueBytes: quantity({ min: 0, max: 1e12, unit: "bytes" }),
  burstSeconds: quantity({ min: 0, max: 1, unit: "seconds" }),
  otherTrafficShare: quantity({ min: 0, below: 1 }),
};

const migration = {
  engine: oneOf(["pre-copy", "three-stage", "post-copy", "stop-and-copy"]),
  hypervisor: oneOf(["xen-4.1", "xen-4.6", "qemu"]),
  maxBytesPerSecond: orNull({ ...rate, unit: "bytes per second" }),
  timeLimitSeconds: orNull({ above: 0, max: 1e9, unit: "seconds" }),
  maxRounds: quantity({ min: 1, max: 10_000, integer: true }),
  stopBelowPages: quantity({ min: 0, max: MAX_PAGES, integer: true, unit: "pages" }),
  maxMemoryFactor: orNull({ above: 0, max: 1e6 }),
  batchPages: quantity({ min: 1, max: 2 ** 20, integer: true, unit: "pages" }),
  skipDirtied: yesOrNo,
  detectZeroPages: yesOrNo,
  pushIntervalSeconds: seconds,
  pushPages: quantity({ min: 1, max: MAX_PAGES, integer: true, unit: "pages" }),
  prepullPages: quantity({ min: 0, max: 65_536, integer: true, unit: "pages" }),
  faultMovesCursor: yesOrNo,
  preempt: yesOrNo,
  downtimeLimitSeconds: seconds,
  autoConverge: yesOrNo,
  syncAwaitsVcpus: yesOrNo,
  switchDelaySeconds: seconds,
};

const range = {
  firstPage: quantity({ min: 0, max: MAX_PAGES, integer: true }).optional(),
  pages: quantity({ min: 1, max: MAX_PAGES, integer: true, unit: "pages" }).optional(),
  writesPerSecond: quantity({ min: 0, max: 1e15, unit: "writes per second" }),
  cpuShare: quantity({ above: 0, max: 1 }).optional(),
  catchUpSeconds: seconds.optional(),
};

const touching = { touchesPerWrite: quantity({ min: 0, max: 1e6 }).optional() };

/** The fields of each kind of workload. */
export const workloads = {
  "uniform": z.strictObject({ kind: z.literal("uniform"), ...range, ...touching }),
  "hot-cold": z.strictObject({
    kind: z.literal("hot-cold"),
    ...range,
    ...touching,
    hotFraction: quantity({ above: 0, max: 1 }),
    hotShare: quantity({ min: 0, max: 1 }),
  }),
  "sequential": z.strictObject({
    kind: z.literal("sequential"),
    ...range,
    startPage: quantity({ min: 0, max: MAX_PAGES, integer: true }).optional(),
  }),
  "power-law": z.strictObject({
    kind: z.literal("power-law"),
    ...range,
    ...touching,
    exponent: quantity({ min: 0, max: 4 }),
  }),
} as const;

const seed = z.custom<string | number>((v) => typeof v === "string" || Number.isSafeInteger(v), {
  error: "must be a text or a whole number within 2^53 of zero",
});

/** The parts of a scenario that are objects of named fields. */
export const parts = { vm, source: host, destination: host, network, migration } as const;

/** What a caller may write: any part, over a preset. The preset's name and the workload are checked on their own. */
export const inputSchema = z.strictObject({
  preset: z.unknown().optional(),
  vm: z.strictObject(vm).partial().optional(),
  source: z.strictObject(host).partial().optional(),
  destination: z.strictObject(host).partial().optional(),
  network: z.strictObject(network).partial().optional(),
  migration: z.strictObject(migration).partial().optional(),
  seed: seed.optional(),
  workload: z.unknown().optional(),
});
