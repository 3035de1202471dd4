import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { ENGINES, parseScenario, type ScenarioInput } from "../../mod.ts";
import { scenarioOfState } from "../../explorer/scenario-of-state.ts";
import { FIRST_STATE } from "../../explorer/state.ts";
import { stateOfScenario } from "../../explorer/state-of-scenario.ts";
import { validScenario } from "../scenario/random/scenario.ts";
import { anyState } from "./random-state.ts";
import { writesPerSecondOf } from "../../lib/scenario/write-rate.ts";

Deno.test("scenarioOfState(state) is a valid scenario for any state of the controls", () => {
  fc.assert(fc.property(anyState, (state) => {
    const scenario = parseScenario(scenarioOfState(state));
    assertStrictEquals(scenario.vm.memoryBytes, state.memoryBytes);
    assertStrictEquals(scenario.migration.hypervisor, state.hypervisor);
    assertStrictEquals(scenario.migration.prepullPages, state.prepullPages);
    assertStrictEquals(`${scenario.seed}`, state.seed);
  }));
});

Deno.test("scenarioOfState(state, engine) differs between engines only in the engine", () => {
  fc.assert(fc.property(anyState, (state) => {
    const scenarios = ENGINES.map((engine) => scenarioOfState(state, engine));
    scenarios.forEach((scenario, i) => assertStrictEquals(scenario.migration!.engine, ENGINES[i]));
    const same = scenarios.map(({ migration, ...rest }) => ({ ...rest, migration: { ...migration, engine: "" } }));
    for (const scenario of same) assertEquals(scenario, same[0]);
  }));
});

Deno.test("scenarioOfState(state) is plain JSON", () => {
  fc.assert(fc.property(anyState, (state) => {
    const scenario = scenarioOfState(state);
    assertEquals(JSON.parse(JSON.stringify(scenario)), scenario);
  }));
});

Deno.test("scenarioOfState(first state) contains only what the controls set", () => {
  assertEquals(scenarioOfState(FIRST_STATE), {
    preset: "gigabit",
    vm: { memoryBytes: 2 ** 30 },
    workload: { kind: "hot-cold", writesPerSecond: 20_000, hotFraction: 0.1, hotShare: 0.9 },
    network: { bandwidthBitsPerSecond: 1e9, latencySeconds: 1e-4 },
    migration: { engine: "pre-copy", prepullPages: 8, maxBytesPerSecond: null },
    seed: 1,
  });
});

Deno.test("rateFactor multiplies the write rates of a given workload", () => {
  const workload = [{ kind: "uniform", writesPerSecond: 10 }, { kind: "sequential", writesPerSecond: 4 }] as const;
  const state = stateOfScenario({ vm: { memoryBytes: 2 ** 20 }, workload: workload.slice() });
  assertStrictEquals(state.workload, "given");
  const scaled = parseScenario(scenarioOfState({ ...state, rateFactor: 2.5 })).workload;
  assertEquals(scaled.map(writesPerSecondOf), [25, 10]);
});

Deno.test("scenarioOfState(stateOfScenario(input)) is the same scenario for any input", () => {
  fc.assert(fc.property(validScenario, (input) => {
    const before = parseScenario(input as ScenarioInput);
    const after = parseScenario(scenarioOfState(stateOfScenario(input as ScenarioInput)));
    assertEquals({ ...after, workload: [], seed: `${after.seed}` }, {
      ...before,
      workload: [],
      seed: `${before.seed}`,
      ...(before.migration.hypervisor === "qemu" ? {} : {
        // The state keeps it, but it has an effect under QEMU only.
        migration: { ...before.migration, downtimeLimitSeconds: after.migration.downtimeLimitSeconds },
      }),
    });
    const writing = (parts: typeof before.workload) => parts.filter((part) => writesPerSecondOf(part) > 0);
    assertEquals(writing(after.workload), writing(before.workload));
  }));
});
