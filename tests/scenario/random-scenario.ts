import fc from "fast-check";

/** A number from 0 to 1, evenly spread: fast-check's own are mostly near the ends. */
const share = fc.noBias(fc.integer({ min: 0, max: 1e6 })).map((millionths) => millionths / 1e6);

/** Numbers over a range of many magnitudes, its ends as likely as a fifth of what lies between. */
function magnitude(min: number, max: number): fc.Arbitrary<number> {
  const [low, high] = [Math.log(min), Math.log(max)];
  const between = share.map((x) => Math.min(max, Math.max(min, Math.exp(low + x * (high - low)))));
  return fc.oneof({ weight: 1, arbitrary: fc.constantFrom(min, max) }, { weight: 5, arbitrary: between });
}

const orZero = (arbitrary: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary });
const orNull = (arbitrary: fc.Arbitrary<number>) => fc.option(arbitrary, { nil: null });
const count = (min: number, max: number) => magnitude(Math.max(min, 1), max).map(Math.round);
const seconds = orZero(magnitude(1e-9, 1e6));

const host = fc.record({
  copyBytesPerSecond: magnitude(1, 1e15),
  roundSeconds: seconds,
  walkSecondsPerPage: seconds,
  dirtyLogReadSeconds: seconds,
  suspendSeconds: seconds,
  resumeSeconds: seconds,
  markAbsentSecondsPerPage: seconds,
  faultSeconds: seconds,
}, { requiredKeys: [] });

const network = fc.record({
  bandwidthBitsPerSecond: magnitude(1, 1e15),
  framingEfficiency: magnitude(0.01, 1),
  latencySeconds: seconds,
  queueBytes: orZero(magnitude(1, 1e12)),
  otherTrafficShare: orZero(magnitude(1e-3, 0.99)),
}, { requiredKeys: [] });

const migration = fc.record({
  engine: fc.constantFrom("pre-copy", "three-stage", "post-copy", "stop-and-copy"),
  discipline: fc.constantFrom("xen-4.1", "xen-4.6"),
  maxBytesPerSecond: orNull(magnitude(1, 1e15)),
  timeLimitSeconds: orNull(magnitude(1e-3, 1e9)),
  maxRounds: count(1, 10_000),
  stopBelowPages: orZero(count(1, 2 ** 32)),
  maxMemoryFactor: orNull(magnitude(1e-3, 1e6)),
  batchPages: count(1, 2 ** 20),
  skipDirtied: fc.boolean(),
  detectZeroPages: fc.boolean(),
  pushIntervalSeconds: seconds,
  pushPages: count(1, 2 ** 32),
  prepullPages: orZero(count(1, 65_536)),
  faultMovesCursor: fc.boolean(),
}, { requiredKeys: ["engine"] });

/** Pages of memory and the size of one, at most 64 MiB together. */
const memory = fc.tuple(fc.integer({ min: 9, max: 20 }), magnitude(1, 2 ** 14)).map(([log2, pages]) => {
  const pageBytes = 2 ** log2;
  return { pageBytes, pages: Math.min(Math.round(pages), 2 ** 26 / pageBytes) };
});

function vmOf({ pageBytes, pages }: { pageBytes: number; pages: number }) {
  return fc.record({
    memoryBytes: fc.constant(pages * pageBytes),
    pageBytes: fc.constant(pageBytes),
    zeroPages: fc.integer({ min: 0, max: pages }),
    vcpus: count(1, 4096),
    stateBytes: orZero(magnitude(1, 1e12)),
  }, { requiredKeys: ["memoryBytes", "pageBytes"] });
}

const range = (pages: number) =>
  fc.nat({ max: pages - 1 }).chain((firstPage) =>
    fc.oneof(fc.constant({}), fc.record({ firstPage: fc.constant(firstPage), pages: fc.integer({ min: 1, max: pages - firstPage }) }))
  );

function workloadOf(pages: number) {
  const rates = { writesPerSecond: orZero(magnitude(1e-9, 1e15)), touchesPerWrite: orZero(magnitude(1e-3, 1e6)) };
  const requiredKeys: ["kind", "writesPerSecond"] = ["kind", "writesPerSecond"];
  const kind = fc.oneof(
    fc.record({ kind: fc.constant("uniform"), ...rates }, { requiredKeys }),
    fc.record({ kind: fc.constant("sequential"), ...rates }, { requiredKeys }),
    fc.record({ kind: fc.constant("hot-cold"), ...rates, hotFraction: magnitude(1e-9, 1), hotShare: share }),
    fc.record({ kind: fc.constant("power-law"), ...rates, exponent: share.map((x) => 4 * x) }),
  );
  return fc.array(fc.tuple(kind, range(pages)).map(([kind, range]) => ({ ...kind, ...range })), { maxLength: 3 });
}

/** Scenarios that obey every rule, over the whole range of every field but memory, which is at most 64 MiB. */
export const validScenario: fc.Arbitrary<Record<string, unknown>> = memory.chain((memory) =>
  fc.record({
    preset: fc.constantFrom("gigabit", "tsmcTestbed", "tsmcTestbedHigh"),
    vm: vmOf(memory),
    workload: workloadOf(memory.pages),
    source: host,
    destination: host,
    network,
    migration,
    seed: fc.oneof(fc.string(), fc.maxSafeInteger()),
  }, { requiredKeys: ["vm", "workload", "migration"] })
);
