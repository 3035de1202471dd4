import fc from "fast-check";
import { HYPERVISOR_RULES } from "../../lib/scenario/hypervisors.ts";
import { ENGINES, PRESETS } from "../../lib/scenario/names.ts";
import type { Hypervisor, ScenarioInput } from "../../lib/scenario/types.ts";
import type { ExplorerState } from "../../explorer/state.ts";

const MIB = 2 ** 20;
const share = fc.double({ min: 1e-6, max: 1, noNaN: true });

/** States that the controls can express, with typed values and parts of a given scenario. */
export const anyState: fc.Arbitrary<ExplorerState> = fc.record({
  preset: fc.constantFrom(...PRESETS),
  hypervisor: fc.constantFrom(...Object.keys(HYPERVISOR_RULES) as Hypervisor[]),
  memoryBytes: fc.integer({ min: 1, max: 64 }).map((count) => count * MIB),
  workload: fc.constantFrom("uniform", "hot-cold", "power-law", "sequential", "given"),
  writesPerSecond: fc.double({ min: 0, max: 1e6, noNaN: true }),
  writtenShare: fc.oneof(fc.constant(1), share),
  hotFraction: share,
  hotShare: fc.double({ min: 0, max: 1, noNaN: true }),
  exponent: fc.double({ min: 0, max: 4, noNaN: true }),
  rateFactor: fc.oneof(fc.constant(1), share),
  bandwidthBitsPerSecond: fc.double({ min: 1e6, max: 1e11, noNaN: true }),
  latencySeconds: fc.double({ min: 0, max: 1, noNaN: true }),
  maxBytesPerSecond: fc.oneof(fc.constant(null), fc.double({ min: 1e3, max: 1e11, noNaN: true })),
  downtimeLimitSeconds: fc.double({ min: 0, max: 100, noNaN: true }),
  prepullPages: fc.integer({ min: 0, max: 1024 }),
  seed: fc.oneof(fc.string({ unit: "grapheme" }), fc.integer().map(String)),
  engine: fc.constantFrom(...ENGINES),
  rest: fc.constantFrom<ScenarioInput[]>(
    {},
    { vm: { vcpus: 4 }, network: { otherTrafficShare: 0.25 } },
    { workload: [{ kind: "uniform", writesPerSecond: 10, pages: 7 }, { kind: "sequential", writesPerSecond: 1e3 }] },
    { migration: { autoConverge: true }, source: { roundSeconds: 0.01 } },
  ),
}, { noNullPrototype: true });
