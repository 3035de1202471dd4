import { assert, assertEquals, assertMatch } from "@std/assert";
import { defaultsOf, type Facts } from "../../lib/scenario/field.ts";
import { KIND_FIELDS, PARTS, RANGE_FIELDS, TOUCHING_FIELDS, WORKLOAD_DEFAULTS } from "../../lib/scenario/fields.ts";
import { RULE_SOURCES } from "../../lib/scenario/hypervisors.ts";
import { ENGINES, HYPERVISORS } from "../../lib/scenario/names.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { simulate } from "../../lib/simulate.ts";
import type { ScenarioInput } from "../../lib/scenario/types.ts";

type AnyFields = Readonly<Record<string, Facts<unknown> & { schema: typeof PARTS.vm.memoryBytes.schema }>>;
const GROUPS = { ...PARTS, workload: RANGE_FIELDS, ...KIND_FIELDS } as unknown as Record<string, AnyFields>;
const ALL = Object.entries(GROUPS).flatMap(([group, fields]) =>
  Object.entries(fields).map(([name, field]) => ({ path: `${group}.${name}`, name, field }))
);

Deno.test("every field has help in sentences, and a default that it accepts", () => {
  for (const { path, field } of ALL) {
    assertMatch(field.help, /^[A-Z].*\.$/, path);
    if ("default" in field) assert(field.schema.safeParse(field.default).success, path);
  }
});

Deno.test("every numeric default has a source", () => {
  for (const [part, fields] of Object.entries(PARTS)) {
    for (const [name, field] of Object.entries(fields) as [string, Facts<unknown>][]) {
      if (name !== "engine" && name !== "hypervisor") {
        assert("default" in field === "source" in field, `${part}.${name}`);
      }
    }
  }
});

Deno.test("a scenario with only a memory size has every field's default", () => {
  const { workload: _workload, seed: _seed, ...parts } = parseScenario({ vm: { memoryBytes: 2 ** 20 } });
  const defaults = Object.fromEntries(Object.entries(PARTS).map(([part, fields]) => [part, defaultsOf(fields)]));
  assertEquals<unknown>(parts, { ...defaults, vm: { memoryBytes: 2 ** 20, ...defaults.vm } });
});

Deno.test("a hypervisor's rules equal the defaults except for the values listed with a source", () => {
  for (const hypervisor of HYPERVISORS) {
    const { migration } = parseScenario({ vm: { memoryBytes: 2 ** 20 }, migration: { hypervisor } });
    const listed = Object.entries(RULE_SOURCES[hypervisor]).map(([name, [value]]) => [name, value]);
    assertEquals<unknown>(migration, { ...defaultsOf(PARTS.migration), hypervisor, ...Object.fromEntries(listed) });
  }
});

Deno.test("a workload that leaves out a field simulates as one that has the field's default", () => {
  const result = (defaults: object) =>
    HYPERVISORS.map((hypervisor) =>
      simulate({
        vm: { memoryBytes: 2 ** 24 },
        workload: { kind: "uniform", writesPerSecond: 20_000, ...defaults },
        network: { latencySeconds: 0.01 },
        migration: { hypervisor, engine: "three-stage", autoConverge: true },
      })
    );
  assertEquals(result(WORKLOAD_DEFAULTS), result({}));
  assert(Object.keys(WORKLOAD_DEFAULTS).length === 4);
});

const WRITER = { writesPerSecond: 60_000, cpuShare: 0.3, catchUpSeconds: 0.05 };

/** QEMU's limits under which the guest neither stops nor switches to post-copy soon. */
const NEVER_READY = {
  downtimeLimitSeconds: 0.0005,
  maxBytesPerSecond: 30e6,
  switchDelaySeconds: 30,
  maxRounds: 10_000,
  timeLimitSeconds: 10,
};

/** Scenarios in which, together, every field has the effect that it can have. */
const VARIANTS: ScenarioInput[] = [
  { migration: { maxBytesPerSecond: null } },
  {
    migration: {
      maxBytesPerSecond: 60e6,
      autoConverge: true,
      downtimeLimitSeconds: 0.01,
      syncAwaitsVcpus: true,
      detectZeroPages: true,
      preempt: true,
    },
  },
  { migration: { pushIntervalSeconds: 0.01, pushPages: 20, prepullPages: 16, skipDirtied: true, maxMemoryFactor: 2 } },
  {
    migration: {
      autoConverge: true,
      downtimeLimitSeconds: 0.0005,
      maxBytesPerSecond: 30e6,
      switchDelaySeconds: 6,
      timeLimitSeconds: 20,
      pushIntervalSeconds: 0.01,
      pushPages: 20,
    },
  },
  {
    network: {
      bandwidthBitsPerSecond: 1e8,
      queueBytes: 1e4,
      queueGrownBytes: 4e6,
      queueGrownResumedBytes: 3e5,
      queueGrowthSeconds: 20,
      queueWakeShare: 0.5,
    },
    migration: { downtimeLimitSeconds: 0.0005 },
  },
  { network: { latencySeconds: 0.01, lossRate: 0.001 } },
  { migration: { autoConverge: true, maxBytesPerSecond: 2e6, downtimeLimitSeconds: 0.0005, timeLimitSeconds: 40 } },
  {
    vm: { unpopulatedPages: 2000 },
    source: { copyBytesPerSecond: 1.2e8 },
    workload: [{ kind: "uniform", firstPage: 1000, pages: 100, ...WRITER }],
  },
  {
    vm: { vcpus: 2 },
    network: { latencySeconds: 0.02 },
    migration: { downtimeLimitSeconds: 0.0005, maxBytesPerSecond: 30e6, pushIntervalSeconds: 0.02, pushPages: 2 },
  },
  {
    migration: {
      ...NEVER_READY,
      timeLimitSeconds: null,
      timeLimitSecondsPerGiB: 640,
      downtimeSteps: [0.0005, 0.001, 0.5],
      downtimeStepSeconds: 3,
      downtimeStepSecondsPerGiB: 0.5,
      downtimeStepRounds: 3,
    },
  },
  { migration: { ...NEVER_READY, progressLimitSeconds: 0.3 } },
  { migration: { timeLimitSeconds: null, timeLimitSecondsPerGiB: 4 } },
  { migration: { ...NEVER_READY, downtimeDoublingPolls: 1, timeLimitSeconds: 60 } },
];
const BASE = {
  vm: { memoryBytes: 2 ** 24, zeroPages: 200 },
  workload: [
    { kind: "hot-cold", pages: 3000, hotFraction: 0.1, hotShare: 0.8, ...WRITER },
    { kind: "sequential", firstPage: 100, pages: 2000, ...WRITER, writesPerSecond: 20_000 },
  ],
  network: { queueGrownBytes: 2 ** 20, queueGrowthSeconds: 0.1, burstBytes: 65_536 },
  migration: { maxRounds: 40, timeLimitSeconds: 6 },
};

type Parts = Record<string, Record<string, unknown>>;

/** The engines whose results depend on a field, with the maker of the hypervisor if it matters. */
function usersOf(part: string, name: string, field: AnyFields[string]): string[] {
  return ENGINES.flatMap((engine) => {
    const affected = HYPERVISORS.filter((hypervisor) =>
      VARIANTS.some((variant) => isUsed(part, name, field, merged(variant, { migration: { engine, hypervisor } })))
    );
    if (affected.length === HYPERVISORS.length) return [engine];
    if (affected.length === 0) return [];
    return [`${engine} (${affected.includes("qemu") ? "QEMU" : "Xen"})`];
  });
}

function merged(...inputs: ScenarioInput[]): ScenarioInput {
  const scenario = structuredClone(BASE) as unknown as Parts;
  for (const [part, fields] of inputs.flatMap((input) => Object.entries(input))) {
    scenario[part] = Array.isArray(fields) ? fields : { ...scenario[part], ...fields };
  }
  return scenario as ScenarioInput;
}

function isUsed(part: string, name: string, field: AnyFields[string], scenario: ScenarioInput): boolean {
  const before = resultOf(scenario);
  assert(before !== null);
  const parsed = parseScenario(scenario) as unknown as Parts;
  const value = part === "workload" ? (parsed.workload[0] as Parts[string])[name] : parsed[part][name];
  return othersThan(value).filter((other) => field.schema.safeParse(other).success).some((other) => {
    const after = resultOf(
      part === "workload" ? withWriters(scenario, name, other) : merged(scenario, {
        [part]: { [name]: other },
      }),
    );
    return after !== null && after !== before;
  });
}

/** The result as text; `null` if a value does not fit the other fields. */
function resultOf(scenario: ScenarioInput): string | null {
  try {
    const { rate: _rate, warnings: _warnings, vcpus: _vcpus, ...simulated } = simulate(scenario);
    return JSON.stringify(simulated);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The scenario with a field set to a value in all workloads that can have it. */
function withWriters(scenario: ScenarioInput, name: string, value: unknown): ScenarioInput {
  const workload = [scenario.workload!].flat().map((part) => {
    if (name.startsWith("touches") && part.kind === "sequential") return part;
    // Extents stand in place of a range.
    const { firstPage, pages, ...rest } = part;
    return name === "extents" ? { ...rest, extents: value } : { firstPage, pages, ...rest, [name]: value };
  });
  return { ...scenario, workload } as ScenarioInput;
}

/** Values to try instead of the given one; some may be invalid. */
function othersThan(value: unknown): unknown[] {
  if (typeof value === "boolean") return [!value];
  const lists = [[{ firstPage: 50, pages: 400 }, { firstPage: 3500, pages: 590 }], [2000, 250, 5], [
    { seconds: 0, bandwidthBitsPerSecond: 1e8 },
  ]];
  if (typeof value !== "number") return [1, 1e6, 0.5, 2 ** 16, "bbr", "pause", "at least 2 GiB", ...lists];
  if (value === 0) return [1, 0.01, 0.5, 100];
  const others = [2, 0.5, 10, 0.1, 100, 0.001].map((factor) => factor * value);
  return [...others, ...others.map(Math.round), 1].filter((other) => other !== value);
}

/** Fields that every engine uses in its own way. */
const EVERYWHERE = ["memoryBytes", "pageBytes", "engine", "hypervisor", "firstPage", "pages", "writesPerSecond"];

for (const [part, fields] of Object.entries({ ...PARTS, workload: { ...RANGE_FIELDS, ...TOUCHING_FIELDS } })) {
  Deno.test(`the fields of ${part} affect exactly the engines that they list`, () => {
    for (const [name, field] of Object.entries(fields as unknown as AnyFields)) {
      if (EVERYWHERE.includes(name)) continue;
      const expected = field.paidBy !== undefined && field.paidBy !== part ? [] : field.usedBy ?? ENGINES;
      assertEquals(usersOf(part, name, field), Array.from(expected), name);
    }
  });
}
