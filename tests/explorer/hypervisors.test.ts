import { assertEquals, assertStrictEquals } from "@std/assert";
import { parseScenario } from "../../mod.ts";
import { HYPERVISOR_CHOICES, withHypervisor } from "../../explorer/hypervisors.ts";
import { scenarioOfState } from "../../explorer/scenario-of-state.ts";
import { SITUATIONS } from "../../explorer/situations.ts";
import { FIRST_STATE } from "../../explorer/state.ts";
import { stateOfScenario } from "../../explorer/state-of-scenario.ts";

const QEMU = { preset: "qemu", hypervisor: "qemu" } as const;

Deno.test("withHypervisor(state): what stood as the old one has it follows, what was set stays", () => {
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

Deno.test("withHypervisor(state) there and back is the state", () => {
  for (const hypervisor of HYPERVISOR_CHOICES) {
    assertEquals(
      withHypervisor(withHypervisor(FIRST_STATE, hypervisor), FIRST_STATE),
      FIRST_STATE,
      hypervisor.label,
    );
  }
});

Deno.test("withHypervisor(state): the paper's testbed brings its guest", () => {
  const state = withHypervisor(FIRST_STATE, { preset: "song2014Low", hypervisor: "xen-4.1" });
  assertStrictEquals(parseScenario(scenarioOfState(state)).workload[0].kind, "uniform");
  assertStrictEquals(scenarioOfState(state).workload, undefined);
});

Deno.test("withHypervisor(state): a given workload stays", () => {
  const workload = [{ kind: "uniform", writesPerSecond: 1 }, { kind: "sequential", writesPerSecond: 1 }] as const;
  const given = stateOfScenario({ vm: { memoryBytes: 2 ** 20 }, workload: workload.slice() });
  assertStrictEquals(withHypervisor(given, QEMU).workload, "given");
});

Deno.test("every choice of a hypervisor, and every situation, is a scenario under its rules", () => {
  for (const hypervisor of HYPERVISOR_CHOICES) {
    const scenario = parseScenario(scenarioOfState(withHypervisor(FIRST_STATE, hypervisor)));
    assertStrictEquals(scenario.migration.hypervisor, hypervisor.hypervisor);
  }
  for (const { state } of SITUATIONS) assertEquals(stateOfScenario(scenarioOfState(state)), state);
});
