import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { simulate } from "../../mod.ts";
import { parseScenario } from "../../mod.ts";
import { HOSTS_AND_NETWORK } from "./bad-input/hosts-and-network.ts";
import { MIGRATION } from "./bad-input/migration.ts";
import { VM } from "./bad-input/vm.ts";
import { WHOLE } from "./bad-input/whole.ts";
import { WORKLOAD } from "./bad-input/workload.ts";

const BAD_INPUTS = [...WHOLE, ...VM, ...WORKLOAD, ...HOSTS_AND_NETWORK, ...MIGRATION];

for (const { why, input, error, message } of BAD_INPUTS) {
  Deno.test(`parseScenario(scenario) throws a ${error.name} if ${why}`, () => {
    const read = () => parseScenario(input as Parameters<typeof parseScenario>[0]);
    assertThrowsWith(read, (thrown: Error) => {
      assertStrictEquals(thrown.message, message);
      assertStrictEquals(thrown.constructor, error);
      return true;
    });
  });
}

Deno.test("simulate(scenario) throws what parseScenario(scenario) throws", () => {
  for (const { input, error, message } of BAD_INPUTS) {
    const run = () => simulate(input as Parameters<typeof simulate>[0]);
    assertThrowsWith(run, { name: error.name, message });
  }
});

Deno.test("parseScenario(scenario) treats an undefined field as missing", () => {
  const vm = { memoryBytes: 2 ** 20, pageBytes: undefined };
  const scenario = parseScenario({ preset: undefined, vm, workload: undefined, network: undefined, seed: undefined });
  assertEquals(scenario, parseScenario({ vm: { memoryBytes: 2 ** 20 } }));
});

Deno.test("parseScenario(scenario) accepts a scenario that it returned", () => {
  const scenario = parseScenario({ preset: "song2014Low", vm: { memoryBytes: 2 ** 27 } });
  assertEquals(parseScenario(scenario), scenario);
});
