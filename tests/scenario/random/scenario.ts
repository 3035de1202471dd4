import fc from "fast-check";
import { guest } from "./guest.ts";
import { host, migration, network } from "./parts.ts";

type Json = Record<string, unknown>;

/** Valid scenarios over the whole range of every field except memory, which is at most 64 MiB. */
export const validScenario: fc.Arbitrary<Json> = fc.tuple(
  guest,
  fc.record({ preset: fc.constantFrom("gigabit", "song2014Low", "song2014High") }, { requiredKeys: [] }),
  fc.record({ source: host, destination: host, network }, { requiredKeys: [] }),
  fc.record({ migration, seed: fc.oneof(fc.string(), fc.maxSafeInteger()) }, { requiredKeys: [] }),
).map((parts) => withoutHugePages(Object.assign({}, ...parts)));

/** The scenario under Xen if its pages are too large for QEMU. */
function withoutHugePages(scenario: Json): Json {
  const { vm, migration } = scenario as { vm: { pageBytes: number }; migration?: { hypervisor?: string } };
  if (vm.pageBytes <= 4096 || migration?.hypervisor !== "qemu") return scenario;
  return { ...scenario, migration: { ...migration, hypervisor: "xen-4.6" } };
}

/** Wrong values as people and programs write them. */
const wrongValue = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, NaN, Infinity, -Infinity, -0, 0, -1, 0.5, 1e300, 2 ** 53, "", "1024"),
  fc.constantFrom<unknown>(true, [], {}, 1n, "__proto__", "toString", "pre-copy", [null], { kind: "uniform" }),
  fc.double(),
  fc.string(),
  fc.jsonValue(),
);

const FIELDS = {
  vm: ["memoryBytes", "pageBytes", "zeroPages", "zeroFirstPage", "vcpus", "stateBytes"],
  source: ["copyBytesPerSecond", "roundSeconds", "suspendSeconds"],
  destination: ["copyBytesPerSecond", "resumeSeconds", "faultSeconds"],
  network: ["bandwidthBitsPerSecond", "framingEfficiency", "latencySeconds", "queueBytes", "otherTrafficShare"],
  migration: ["engine", "hypervisor", "maxRounds", "batchPages", "pushPages", "prepullPages", "timeLimitSeconds"],
};

/** A path of the scenario: a field, a part, or an unknown name. */
const path = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...Object.entries(FIELDS).flatMap(([part, names]) => names.map((name) => [part, name]))),
  },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(FIELDS), "workload", "preset", "seed").map((part) => [part]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("kind", "firstPage", "pages", "writesPerSecond", "startPage", "exponent").map((
      name,
    ) => ["workload", "0", name]),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...Object.keys(FIELDS)), fc.string()) },
  { weight: 1, arbitrary: fc.tuple(fc.string()) },
);

/** A valid scenario with one to three of its fields set to something else. */
export const changedScenario: fc.Arbitrary<unknown> = fc.tuple(
  validScenario,
  fc.array(fc.tuple(path, wrongValue), { minLength: 1, maxLength: 3 }),
).map(([scenario, changes]) => {
  const changed = structuredClone(scenario);
  for (const [path, value] of changes) setAt(changed, path, value);
  return changed;
});

/** Sets an own field, `__proto__` included; does nothing if the path leads through a value that is not an object. */
function setAt(target: Json, [key, ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  if (!Object.hasOwn(target, key)) setAt(target, [key], {});
  const next = target[key];
  if (typeof next === "object" && next !== null) setAt(next as Json, rest, value);
}
