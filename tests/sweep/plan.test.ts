import { assertEquals, assertMatch, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import fc from "fast-check";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { type SweepPlan, tasksOf } from "../../lib/sweep/plan.ts";

const MEMORY = { vm: { memoryBytes: 2 ** 22 } };

Deno.test("tasksOf lists every combination; the replicate varies fastest, then the last axis", () => {
  const tasks = tasksOf({
    base: MEMORY,
    axes: { "vm.vcpus": [1, 2], "migration.engine": ["pre-copy", "post-copy"] },
    replicates: 2,
  });
  assertEquals(tasks.map(({ point, replicate }) => [...Object.values(point), replicate]), [
    [1, "pre-copy", 0],
    [1, "pre-copy", 1],
    [1, "post-copy", 0],
    [1, "post-copy", 1],
    [2, "pre-copy", 0],
    [2, "pre-copy", 1],
    [2, "post-copy", 0],
    [2, "post-copy", 1],
  ]);
});

Deno.test("tasksOf without axes lists the base once", () => {
  const [task, ...others] = tasksOf({ base: MEMORY, axes: {} });
  assertEquals(others, []);
  assertEquals(task, { point: {}, replicate: 0, scenario: { ...MEMORY, seed: "1/{}/0" } });
});

Deno.test("an axis may be any field: a preset, a whole part, a field of a part, an entry of a list, the seed", () => {
  const base = {
    ...MEMORY,
    workload: [{ kind: "uniform", writesPerSecond: 5 } as const, { kind: "sequential", writesPerSecond: 5 } as const],
  };
  const scenarioAt = (axes: SweepPlan["axes"]) => tasksOf({ base, axes })[0].scenario;
  assertStrictEquals(scenarioAt({ preset: ["song2014Low"] }).preset, "song2014Low");
  assertEquals(scenarioAt({ network: [{ latencySeconds: 1 }] }).network, { latencySeconds: 1 });
  assertEquals(scenarioAt({ "network.latencySeconds": [2] }).network, { latencySeconds: 2 });
  assertEquals(scenarioAt({ "vm.vcpus": [2] }).vm, { memoryBytes: 2 ** 22, vcpus: 2 });
  assertEquals(scenarioAt({ "workload.1.writesPerSecond": [9] }).workload, [
    { kind: "uniform", writesPerSecond: 5 },
    { kind: "sequential", writesPerSecond: 9 },
  ]);
  assertMatch(String(scenarioAt({ seed: ["mine"] }).seed), /^mine\//);
  assertStrictEquals(
    parseScenario(scenarioAt({ "migration.maxBytesPerSecond": [null] })).migration.maxBytesPerSecond,
    null,
  );
});

Deno.test("an axis can set a field within the value of an earlier axis, without effect on other tasks", () => {
  const tasks = tasksOf({
    base: MEMORY,
    axes: { migration: [{ engine: "pre-copy" }, { engine: "three-stage" }], "migration.maxRounds": [3, 5] },
  });
  assertEquals(tasks.map(({ scenario }) => scenario.migration), [
    { engine: "pre-copy", maxRounds: 3 },
    { engine: "pre-copy", maxRounds: 5 },
    { engine: "three-stage", maxRounds: 3 },
    { engine: "three-stage", maxRounds: 5 },
  ]);
  assertEquals(tasks[0].point, { migration: { engine: "pre-copy" }, "migration.maxRounds": 3 });
});

Deno.test("tasksOf does not change the plan", () => {
  const plan = { base: { ...MEMORY, migration: {} }, axes: { "migration.maxRounds": [1, 2], "vm.vcpus": [3] } };
  const before = structuredClone(plan);
  tasksOf(plan);
  assertEquals(plan, before);
});

const axes = fc.dictionary(
  fc.constantFrom("vm.vcpus", "vm.stateBytes", "network.latencySeconds", "migration.maxRounds"),
  fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
  { maxKeys: 3 },
);

Deno.test("every task has its own seed", () => {
  fc.assert(fc.property(axes, fc.integer({ min: 1, max: 4 }), (axes, replicates) => {
    const seeds = tasksOf({ axes, replicates }).map(({ scenario }) => scenario.seed);
    assertStrictEquals(new Set(seeds).size, seeds.length);
  }));
});

Deno.test("a task's seed depends only on the base's seed, its point and its replicate", () => {
  const seedOf = (plan: SweepPlan, vcpus: number, replicate: number) =>
    tasksOf(plan).find((task) => task.point["vm.vcpus"] === vcpus && task.replicate === replicate)!.scenario.seed;
  const small = seedOf({ base: { seed: "s" }, axes: { "vm.vcpus": [4] }, replicates: 2 }, 4, 1);
  const large = seedOf({ base: { seed: "s", ...MEMORY }, axes: { "vm.vcpus": [1, 2, 4] }, replicates: 9 }, 4, 1);
  assertStrictEquals(small, large);
  assertStrictEquals(small, 's/{"vm.vcpus":4}/1');
  assertNotStrictEquals(small, seedOf({ base: { seed: "t" }, axes: { "vm.vcpus": [4] }, replicates: 2 }, 4, 1));
});

Deno.test("tasksOf rejects invalid plans, naming the field", () => {
  const bad: [SweepPlan, string, string][] = [
    [
      { axes: { "vm.vcpus": [] } },
      "TypeError",
      "Cannot sweep: axes.vm.vcpus must be a list of at least one value, got []",
    ],
    [
      { axes: { "vm.vcpus": 3 as never } },
      "TypeError",
      "Cannot sweep: axes.vm.vcpus must be a list of at least one value, got 3",
    ],
    [
      { axes: {}, replicates: 0 },
      "RangeError",
      "Cannot sweep: replicates must be a whole number from 1 to 100000, got 0",
    ],
    [
      { axes: {}, replicates: 1.5 },
      "RangeError",
      "Cannot sweep: replicates must be a whole number from 1 to 100000, got 1.5",
    ],
    [
      { axes: {}, replicates: 1e7 },
      "RangeError",
      "Cannot sweep: replicates must be a whole number from 1 to 100000, got 10000000",
    ],
    [{ axes: { "": [1] } }, "TypeError", 'Cannot sweep: axes must be paths of fields, got ""'],
    [{ axes: { "__proto__.x": [1] } }, "TypeError", 'Cannot sweep: axes must be paths of fields, got "__proto__.x"'],
    [
      { base: { seed: "s" }, axes: { "seed.x": [1] } },
      "TypeError",
      'Cannot sweep: axes must lead through objects, got "seed.x" under a string',
    ],
    [
      { base: { workload: [{ kind: "uniform", writesPerSecond: 5 }] }, axes: { "workload.writesPerSecond": [1] } },
      "TypeError",
      'Cannot sweep: axes must lead through objects, got "workload.writesPerSecond" where workload is a list: ' +
      "use an index, as in workload.0.writesPerSecond",
    ],
    [{} as never, "TypeError", "Cannot sweep: axes must be an object, got nothing"],
    [{ axes: [] as never }, "TypeError", "Cannot sweep: axes must be an object, got []"],
    [{ base: null as never, axes: {} }, "TypeError", "Cannot sweep: base must be an object, got null"],
    [
      { axes: { seed: [1, {}] } },
      "TypeError",
      "Cannot sweep: axes.seed must be a string or a whole number, got {}",
    ],
  ];
  for (const [plan, name, message] of bad) assertThrowsWith(() => tasksOf(plan), { name, message });
});

Deno.test("tasksOf accepts a base's seed only if it is a string or a whole number", () => {
  for (const seed of ["", "s", 0, -3, 2 ** 40]) {
    assertStrictEquals(tasksOf({ base: { seed }, axes: {} })[0].scenario.seed, `${seed}/{}/0`);
  }
  for (const seed of [{}, [], true, NaN, 1.5, null]) {
    assertThrowsWith(() => tasksOf({ base: { seed: seed as never }, axes: {} }), {
      name: "TypeError",
      message: /^Cannot sweep: base\.seed must be a string or a whole number, got /,
    });
  }
});

Deno.test("tasksOf rejects more than 100000 simulations before it lists any", () => {
  const thousand = Array.from({ length: 1000 }, (_, i) => i + 1);
  const message = (simulations: number) =>
    `Cannot sweep: the plan must have at most 100000 simulations, got ${simulations}`;
  const plan = (replicates: number): SweepPlan => ({ axes: { "vm.vcpus": thousand }, replicates });
  assertThrowsWith(() => tasksOf(plan(101)), { name: "RangeError", message: message(101_000) });
  assertStrictEquals(tasksOf({ axes: { "vm.vcpus": [1, 2] }, replicates: 50_000 }).length, 100_000);
  // Listing these would take more memory than there is.
  const axes = { "vm.vcpus": thousand, "vm.stateBytes": thousand, "network.latencySeconds": thousand, seed: thousand };
  assertThrowsWith(() => tasksOf({ axes }), { name: "RangeError", message: message(1e12) });
});
