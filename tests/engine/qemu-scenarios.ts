import fc from "fast-check";
import type { Engine, Migration, ScenarioInput, UniformWorkload, Workload } from "../../lib/scenario/types.ts";

/** Bytes of a page on QEMU's wire. */
export const PAGE_BYTES_SENT = 4104;
/** Pages per second of the link of {@linkcode plain}. */
export const LINK = 10_000;

/** The settings of a migration in a test of QEMU's rules. All other costs are zero. */
export interface Setting {
  pages?: number;
  zeroPages?: number;
  workload?: Workload | Workload[];
  /** Pages per second of the link. */
  link?: number;
  queueBytes?: number;
  latencySeconds?: number;
  stateBytes?: number;
  seed?: number | string;
  migration?: Partial<Migration>;
}

/** A guest of 20,000 pages on a link of {@linkcode LINK} pages per second, by `engine` under QEMU's rules. */
export function plain(engine: Engine, {
  pages = 20_000,
  zeroPages = 0,
  workload = [],
  link = LINK,
  queueBytes = 0,
  latencySeconds = 0,
  stateBytes = 0,
  seed = 1,
  migration,
}: Setting = {}): ScenarioInput {
  const free = {
    copyBytesPerSecond: 1e15,
    roundSeconds: 0,
    walkSecondsPerPage: 0,
    dirtyLogReadSeconds: 0,
    suspendSeconds: 0,
    resumeSeconds: 0,
    markAbsentSecondsPerPage: 0,
    faultSeconds: 0,
  };
  return {
    preset: "qemu",
    vm: { memoryBytes: pages * 4096, zeroPages, stateBytes },
    workload,
    source: free,
    destination: free,
    network: {
      bandwidthBitsPerSecond: link * PAGE_BYTES_SENT * 8,
      framingEfficiency: 1,
      latencySeconds,
      windowBytes: null,
      queueBytes,
      queueGrownBytes: queueBytes,
    },
    migration: { engine, maxBytesPerSecond: null, ...migration },
    seed,
  };
}

/** Writes a `share` of memory so fast that each of its pages is dirty at every dirty-log read. */
export function alwaysDirty(firstPage: number, pages: number): UniformWorkload {
  return { kind: "uniform", firstPage, pages, writesPerSecond: pages * 1e6 };
}

/** Numbers spread evenly on a log scale, and sometimes 0. */
function upToPowers(min: number, max: number, zero = true): fc.Arbitrary<number> {
  const exponent = fc.double({ min: Math.log10(min), max: Math.log10(max), noNaN: true });
  const arbitrary = exponent.map((digits) => 10 ** digits);
  return zero ? fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 2, arbitrary }) : arbitrary;
}

function workloadOver(pages: number): fc.Arbitrary<Workload> {
  const shared = {
    writesPerSecond: upToPowers(1, 1e6),
    cpuShare: upToPowers(0.01, 1, false),
    catchUpSeconds: upToPowers(0.01, 1),
  };
  const touchesPerWrite = fc.constantFrom(0, 1, 2);
  const kind = fc.oneof(
    fc.record({ kind: fc.constant("uniform" as const), touchesPerWrite, ...shared }),
    fc.record({ kind: fc.constant("sequential" as const), ...shared }),
    fc.record({
      kind: fc.constant("hot-cold" as const),
      hotFraction: fc.constantFrom(0.05, 0.5),
      hotShare: fc.constantFrom(0.3, 0.9),
      touchesPerWrite,
      ...shared,
    }),
  );
  return fc.tuple(kind, fc.nat({ max: pages - 1 }), fc.integer({ min: 1, max: pages })).map(
    ([part, firstPage, count]) => ({ ...part, firstPage, pages: Math.min(count, pages - firstPage) }),
  );
}

/** Any small scenario under QEMU's rules, by one of `engines`, with a time limit of two seconds. */
export function anyQemuScenario(
  engines: readonly Engine[] = ["pre-copy", "three-stage", "post-copy"],
): fc.Arbitrary<ScenarioInput> {
  const size = fc.oneof(fc.constantFrom(1, 31, 32, 33, 64, 1000), fc.integer({ min: 1, max: 4096 }));
  const hostSeconds = upToPowers(1e-5, 0.05);
  const host = {
    copyBytesPerSecond: upToPowers(1e7, 1e10, false),
    roundSeconds: hostSeconds,
    walkSecondsPerPage: upToPowers(1e-9, 1e-6),
    dirtyLogReadSeconds: hostSeconds,
    suspendSeconds: hostSeconds,
    resumeSeconds: hostSeconds,
    markAbsentSecondsPerPage: upToPowers(1e-8, 1e-5),
    faultSeconds: upToPowers(1e-6, 1e-3),
  };
  return size.chain((pages) =>
    fc.record({
      preset: fc.constant("qemu"),
      vm: fc.record({
        memoryBytes: fc.constant(pages * 4096),
        zeroPages: fc.oneof(fc.constant(0), fc.nat({ max: pages })),
        vcpus: fc.integer({ min: 1, max: 3 }),
        stateBytes: upToPowers(1, 1e6),
      }),
      workload: fc.array(workloadOver(pages), { maxLength: 3 }),
      source: fc.record(host),
      destination: fc.record(host),
      network: fc.record({
        bandwidthBitsPerSecond: upToPowers(3e7, 1e11, false),
        latencySeconds: upToPowers(1e-6, 0.02),
        queueBytes: upToPowers(1, 1e6),
        queueGrownBytes: upToPowers(1, 1e7),
        queueGrowthSeconds: fc.constantFrom(0, 0.1),
        burstBytes: fc.constantFrom(0, 65_536, 1e6),
        linkQueueBytes: upToPowers(1, 1e6),
      }),
      migration: fc.record({
        engine: fc.constantFrom(...engines),
        timeLimitSeconds: fc.constant(2),
        maxBytesPerSecond: fc.oneof(fc.constant(null), upToPowers(1e5, 1e9, false)),
        downtimeLimitSeconds: upToPowers(1e-3, 1),
        detectZeroPages: fc.boolean(),
        autoConverge: fc.boolean(),
        syncAwaitsVcpus: fc.boolean(),
        switchDelaySeconds: fc.constantFrom(0, 0, 0.05, 0.3),
        prepullPages: fc.constantFrom(0, 8),
        faultMovesCursor: fc.boolean(),
        preempt: fc.boolean(),
      }),
      seed: fc.nat(),
    })
  );
}
