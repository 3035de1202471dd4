import { assertEquals, assertStrictEquals } from "@std/assert";
import { parseScenario } from "../../mod.ts";
import { HYPERVISOR_CHOICES, withHypervisor } from "../../explorer/hypervisors.ts";
import { scenarioOfState } from "../../explorer/scenario-of-state.ts";
import { SITUATIONS } from "../../explorer/situations.ts";
import { FIRST_STATE } from "../../explorer/state.ts";
import { stateOfScenario } from "../../explorer/state-of-scenario.ts";

const QEMU = { preset: "qemu", hypervisor: "qemu" } as const;

Deno.test("withHypervisor(state) replaces old defaults and keeps other values", () => {
  const { prepullPages, maxBytesPerSecond, bandwidthBitsPerSecond } = withHypervisor(
    { ...FIRST_STATE, bandwidthBitsPerSecond: 1e10 },
    QEMU,
  );
  assertEquals({ prepullPages, maxBytesPerSecond, bandwidthBitsPerSecond }, {
    prepullPages: 0,
    maxBytesPerSecond: 128 * 2 ** 20,
    bandwidthBitsPerSecond: 1e10,
  });
});

Deno.test("withHypervisor(state) back and forth returns the state", () => {
  for (const hypervisor of HYPERVISOR_CHOICES) {
    assertEquals(
      withHypervisor(withHypervisor(FIRST_STATE, hypervisor), FIRST_STATE),
      FIRST_STATE,
      hypervisor.label,
    );
  }
});

Deno.test("withHypervisor(state) takes the workload of the paper's testbed", () => {
  const state = withHypervisor(FIRST_STATE, { preset: "song2014Low", hypervisor: "xen-4.1" });
  assertStrictEquals(parseScenario(scenarioOfState(state)).workload[0].kind, "uniform");
  assertStrictEquals(scenarioOfState(state).workload, undefined);
});

Deno.test("withHypervisor(state) keeps a given workload", () => {
  const workload = [{ kind: "uniform", writesPerSecond: 1 }, { kind: "sequential", writesPerSecond: 1 }] as const;
  const given = stateOfScenario({ vm: { memoryBytes: 2 ** 20 }, workload: workload.slice() });
  assertStrictEquals(withHypervisor(given, QEMU).workload, "given");
});

Deno.test("every hypervisor choice and every example is a valid scenario", () => {
  for (const hypervisor of HYPERVISOR_CHOICES) {
    const scenario = parseScenario(scenarioOfState(withHypervisor(FIRST_STATE, hypervisor)));
    assertStrictEquals(scenario.migration.hypervisor, hypervisor.hypervisor);
  }
  for (const { state } of SITUATIONS) assertEquals(stateOfScenario(scenarioOfState(state)), state);
});
