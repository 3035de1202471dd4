import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { FIRST_STATE } from "../../explorer/state.ts";
import { stateOfScenario } from "../../explorer/state-of-scenario.ts";
import { scenarioOfState } from "../../explorer/scenario-of-state.ts";

const MEMORY = { memoryBytes: 2 ** 30 };

Deno.test("stateOfScenario(scenario of the first state) is the first state", () => {
  assertEquals(stateOfScenario(scenarioOfState(FIRST_STATE)), FIRST_STATE);
});

Deno.test("stateOfScenario(input) reads a workload of one kind into the controls", () => {
  const { workload, writtenShare, exponent, writesPerSecond, rest } = stateOfScenario({
    vm: MEMORY,
    workload: { kind: "power-law", writesPerSecond: 7, exponent: 0.5, pages: 65_536 },
  });
  assertEquals({ workload, writtenShare, exponent, writesPerSecond, rest }, {
    workload: "power-law",
    writtenShare: 0.25,
    exponent: 0.5,
    writesPerSecond: 7,
    rest: {},
  });
});

Deno.test("stateOfScenario(input) keeps parts without a control in rest", () => {
  const workload = { kind: "uniform", writesPerSecond: 7, touchesPerWrite: 1 } as const;
  const input = { vm: { ...MEMORY, vcpus: 2 }, workload, migration: { maxRounds: 3, prepullPages: 1 } };
  const { rest, workload: choice } = stateOfScenario(input);
  assertEquals(rest, { vm: { vcpus: 2 }, workload, migration: { maxRounds: 3 } });
  assertStrictEquals(choice, "given");
});

Deno.test("stateOfScenario(input) keeps the workload of a preset", () => {
  const state = stateOfScenario({ preset: "song2014Low", vm: MEMORY });
  assertStrictEquals(state.workload, "given");
  assertEquals(state.rest, {});
  assertStrictEquals(scenarioOfState(state).workload, undefined);
});

Deno.test("stateOfScenario(guest without writes) has a write rate of 0", () => {
  const { workload, writesPerSecond } = stateOfScenario({ vm: MEMORY });
  assertEquals({ workload, writesPerSecond }, { workload: "uniform", writesPerSecond: 0 });
});

Deno.test("stateOfScenario(invalid scenario) throws the error of parseScenario", () => {
  assertThrowsWith(() => stateOfScenario({ vm: { memoryBytes: 1000 } }), {
    name: "RangeError",
    message: "Cannot read scenario: vm.memoryBytes must be a whole number of pages of 4096 bytes, got 1000",
  });
});
