import fc from "fast-check";
import { count, magnitude, orZero, seconds } from "./numbers.ts";

const orNull = (arbitrary: fc.Arbitrary<number>) => fc.option(arbitrary, { nil: null });
const rate = magnitude(1, 1e15);

/** Valid host costs. */
export const host = fc.record({
  copyBytesPerSecond: rate,
  copyVariation: orZero(magnitude(1e-6, 1)),
  roundSeconds: seconds,
  zeroPageSeconds: seconds,
  walkSecondsPerPage: seconds,
  dirtyLogReadSeconds: seconds,
  dirtyLogReadSecondsPerPage: seconds,
  peekSeconds: orNull(seconds),
  batchSeconds: seconds,
  unpopulatedSecondsPerPage: seconds,
  suspendRequestSeconds: seconds,
  suspendSeconds: seconds,
  resumeSeconds: seconds,
  markAbsentSecondsPerPage: seconds,
  faultSeconds: seconds,
}, { requiredKeys: [] });

/** Valid networks. */
export const network = fc.record({
  bandwidthBitsPerSecond: rate,
  framingEfficiency: magnitude(1e-3, 1),
  latencySeconds: seconds,
  windowBytes: orNull(magnitude(1, 1e12)),
  lossRate: orZero(magnitude(1e-9, 0.9)),
  congestionControl: fc.constantFrom("cubic", "bbr"),
  queueBytes: orZero(magnitude(1, 1e12)),
  queueGrownBytes: orZero(magnitude(1, 1e12)),
  queueGrowthSeconds: seconds,
  queueGrownResumedBytes: orZero(magnitude(1, 1e12)),
  queueWakeShare: magnitude(1e-3, 1),
  burstBytes: orZero(magnitude(1, 1e9)),
  linkQueueBytes: orZero(magnitude(1, 1e12)),
  otherTrafficShare: orZero(magnitude(1e-3, 1 - 2 ** -53)),
}, { requiredKeys: [] });

/** Valid engines, hypervisors and limits. */
export const migration = fc.record({
  engine: fc.constantFrom("pre-copy", "three-stage", "post-copy", "stop-and-copy"),
  hypervisor: fc.constantFrom("xen-4.1", "xen-4.6", "qemu"),
  maxBytesPerSecond: orNull(rate),
  // Up to 1e9 is valid, but QEMU's loop simulates every 100 ms of a guest that does not converge.
  timeLimitSeconds: orNull(magnitude(1e-3, 1e5)),
  maxRounds: count(10_000),
  stopBelowPages: orZero(count(2 ** 32)),
  maxMemoryFactor: orNull(magnitude(1e-3, 1e6)),
  batchPages: count(2 ** 20),
  skipDirtied: fc.boolean(),
  detectZeroPages: fc.boolean(),
  pushIntervalSeconds: seconds,
  pushPages: count(2 ** 32),
  prepullPages: orZero(count(65_536)),
  faultMovesCursor: fc.boolean(),
  preempt: fc.boolean(),
  qemuVersion: fc.constantFrom(2.5, 7.2, 8, 9.2, 10.1),
  downtimeLimitSeconds: seconds,
  autoConverge: fc.boolean(),
  // Likewise, because it polls while it waits.
  switchDelaySeconds: orZero(magnitude(1e-9, 10)),
  syncAwaitsVcpus: fc.boolean(),
}, { requiredKeys: ["engine"] });
