import { assertEquals, assertMatch, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import fc from "fast-check";
import { parseScenario } from "../../lib/scenario/parse.ts";
import type { AxisRange } from "../../lib/sweep/axes.ts";
import { planHash, type SweepPlan, taskList, tasksOf } from "../../lib/sweep/plan.ts";

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

Deno.test("tasksOf rejects an axis that sets a part that another axis is in", () => {
  const engines = [{ engine: "pre-copy" }, { engine: "three-stage" }];
  const message =
    "Cannot sweep: axes.migration sets the whole part that axes.migration.maxRounds is in; remove one of them";
  for (
    const axes of [
      { migration: engines, "migration.maxRounds": [3, 5] },
      { "migration.maxRounds": [3, 5], migration: engines },
    ]
  ) assertThrowsWith(() => tasksOf({ axes }), { name: "TypeError", message });
});

Deno.test("a range is spaced evenly on a linear or logarithmic scale, and may be rounded", () => {
  const valuesOf = (range: AxisRange) => taskList({ axes: { "vm.memoryBytes": range } }).axes["vm.memoryBytes"];
  assertEquals(valuesOf({ from: 1, to: 3, steps: 5 }), [1, 1.5, 2, 2.5, 3]);
  assertEquals(valuesOf({ from: 4096, to: 0, steps: 2 }), [4096, 0]);
  assertEquals(valuesOf({ from: 7, to: 9, steps: 1 }), [7]);
  assertEquals(
    valuesOf({ from: 2 ** 28, to: 2 ** 32, steps: 5, scale: "log", multipleOf: 4096 }),
    [28, 29, 30, 31, 32].map((power) => 2 ** power),
  );
  assertEquals(valuesOf({ from: 1, to: 1000, steps: 4, scale: "log", multipleOf: 5 }), [0, 10, 100, 1000]);
});

Deno.test("linked axes take their values together, at the place of the first of them", () => {
  const tasks = tasksOf({
    base: MEMORY,
    axes: { "vm.vcpus": [1, 2], "migration.engine": ["pre-copy", "post-copy"], "vm.stateBytes": [10, 20] },
    linked: [["vm.vcpus", "vm.stateBytes"]],
  });
  assertEquals(tasks.map(({ point }) => Object.values(point)), [
    [1, "pre-copy", 10],
    [1, "post-copy", 10],
    [2, "pre-copy", 20],
    [2, "post-copy", 20],
  ]);
});

Deno.test("tasks that differ only in a compared axis have the same seed", () => {
  const plan = {
    base: MEMORY,
    axes: { "vm.vcpus": [1, 2], "migration.engine": ["pre-copy", "post-copy"], "migration.maxRounds": [5, 6] },
    replicates: 2,
  };
  const groups = (compared?: string[], linked?: string[][]) =>
    new Set(tasksOf({ ...plan, compared, linked }).map(({ scenario }) => scenario.seed)).size;
  assertStrictEquals(groups(), 2 * 2 * 2);
  assertStrictEquals(groups([]), 2 * 2 * 2 * 2);
  assertStrictEquals(groups(["vm.vcpus", "migration.engine"]), 2 * 2);
  // An axis that is linked to a compared one is compared with it.
  assertStrictEquals(groups(undefined, [["migration.engine", "migration.maxRounds"]]), 2 * 2);
  assertStrictEquals(tasksOf(plan)[0].scenario.seed, '1/{"vm.vcpus":1,"migration.maxRounds":5}/0');
});

Deno.test("the seed of a plan is that of the base", () => {
  const seedOf = (plan: SweepPlan) => tasksOf(plan)[0].scenario.seed;
  assertStrictEquals(seedOf({ seed: "s", axes: {} }), "s/{}/0");
  assertThrowsWith(() => seedOf({ seed: "s", base: { seed: "t" }, axes: {} }), {
    name: "TypeError",
    message: "Cannot sweep: a plan has one seed, got seed and base.seed",
  });
});

Deno.test("the hash of a plan depends on its tasks and not on how it is written", async () => {
  const base: SweepPlan = { base: { ...MEMORY, seed: 1 }, axes: { "vm.vcpus": [1, 2], "vm.stateBytes": [0, 50, 100] } };
  const same: SweepPlan[] = [
    { axes: base.axes, replicates: 1, base: { seed: 1, ...MEMORY } },
    { ...base, axes: { "vm.vcpus": [1, 2], "vm.stateBytes": { from: 0, to: 100, steps: 3 } } },
    { ...base, base: MEMORY, seed: 1 },
  ];
  const other: SweepPlan[] = [
    { ...base, replicates: 2 },
    { ...base, base: { ...MEMORY, seed: 2 } },
    { ...base, axes: { "vm.stateBytes": [0, 50, 100], "vm.vcpus": [1, 2] } },
    { ...base, axes: { "vm.vcpus": [2, 1], "vm.stateBytes": [0, 50, 100] } },
    { ...base, compared: ["vm.vcpus"] },
  ];
  const hash = await planHash(base);
  assertMatch(hash, /^[0-9a-f]{64}$/);
  for (const plan of same) assertStrictEquals(await planHash(plan), hash);
  for (const plan of other) assertNotStrictEquals(await planHash(plan), hash);
});

Deno.test("a list of tasks has a million of them without making any", () => {
  const tasks = taskList({
    base: MEMORY,
    axes: { "vm.vcpus": { from: 1, to: 1000, steps: 1000 }, "vm.stateBytes": { from: 0, to: 999, steps: 1000 } },
  });
  assertStrictEquals(tasks.length, 1_000_000);
  assertEquals(tasks.at(999_998).point, { "vm.vcpus": 1000, "vm.stateBytes": 998 });
  assertEquals(tasks.key(1000), { point: { "vm.vcpus": 2, "vm.stateBytes": 0 }, replicate: 0 });
  const tooMany = { axes: { "vm.vcpus": { from: 1, to: 11, steps: 11 } }, replicates: 100_000 };
  assertThrowsWith(() => taskList(tooMany), {
    name: "RangeError",
    message: "Cannot sweep: the plan must have at most 1000000 simulations, got 1100000",
  });
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

Deno.test("every task has its own seed if no axis is compared", () => {
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
    [
      { axes: { "vm.vcpus": [1, 2, 1] } },
      "TypeError",
      "Cannot sweep: axes.vm.vcpus must be a list of different values, got 1 twice",
    ],
    [
      { axes: { "vm.vcpus": { from: 1, to: 2, steps: 9, multipleOf: 1 } } },
      "TypeError",
      "Cannot sweep: axes.vm.vcpus must be a list of different values, got 1 twice",
    ],
    [
      { axes: { "vm.vcpus": { from: 0, to: 2, steps: 3, scale: "log" } } },
      "RangeError",
      "Cannot sweep: axes.vm.vcpus.from must be above 0 on a log scale, got 0",
    ],
    [
      { axes: { "vm.vcpus": { from: 1, to: 2, steps: 0 } } },
      "RangeError",
      "Cannot sweep: axes.vm.vcpus.steps must be a whole number from 1 to 100000, got 0",
    ],
    [
      { axes: { "vm.vcpus": { from: 1, to: 2, step: 1 } as never } },
      "TypeError",
      "Cannot sweep: axes.vm.vcpus must have only the fields from, to, steps, scale, multipleOf, got " +
      '"step": 1 (did you mean steps?)',
    ],
    [
      { base: { workload: [] }, axes: { "workload.1.writesPerSecond": [1] } },
      "TypeError",
      'Cannot sweep: axes must lead to existing list entries, got "workload.1.writesPerSecond" where workload has 0',
    ],
    [
      { axes: { "vm.vcpus": [1], "vm.stateBytes": [1, 2] }, linked: [["vm.vcpus", "vm.stateBytes"]] },
      "RangeError",
      "Cannot sweep: linked axes must have equally many values, got 1 of vm.vcpus and 2 of vm.stateBytes",
    ],
    [
      { axes: { "vm.vcpus": [1] }, linked: [["vm.vcpus", "vm.cpus"]] },
      "TypeError",
      'Cannot sweep: linked must be lists of axes (vm.vcpus), got "vm.cpus"',
    ],
    [
      { axes: { "vm.vcpus": [1] }, compared: ["migration.engine"] },
      "RangeError",
      'Cannot sweep: compared must be one of vm.vcpus, got "migration.engine"',
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
