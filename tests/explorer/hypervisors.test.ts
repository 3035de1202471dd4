import assert from "node:assert/strict";
import { parseScenario } from "../../mod.ts";
import { HYPERVISORS, withHypervisor } from "../../lib/explorer/hypervisors.ts";
import { scenarioOfState } from "../../lib/explorer/scenario-of-state.ts";
import { SITUATIONS } from "../../lib/explorer/situations.ts";
import { FIRST_STATE } from "../../lib/explorer/state.ts";
import { stateOfScenario } from "../../lib/explorer/state-of-scenario.ts";

const QEMU = { preset: "qemu", discipline: "qemu" } as const;

Deno.test("withHypervisor(state): what stood as the old one has it follows, what was set stays", () => {
  const { prepullPages, maxBytesPerSecond, bandwidthBitsPerSecond } = withHypervisor(
    { ...FIRST_STATE, bandwidthBitsPerSecond: 1e10 },
    QEMU,
  );
  assert.deepEqual({ prepullPages, maxBytesPerSecond, bandwidthBitsPerSecond }, {
    prepullPages: 0,
    maxBytesPerSecond: 128 * 2 ** 20,
    bandwidthBitsPerSecond: 1e10,
  });
});

Deno.test("withHypervisor(state) there and back is the state", () => {
  for (const hypervisor of HYPERVISORS) {
    assert.deepEqual(
      withHypervisor(withHypervisor(FIRST_STATE, hypervisor), FIRST_STATE),
      FIRST_STATE,
      hypervisor.label,
    );
  }
});

Deno.test("withHypervisor(state): the paper's testbed brings its guest", () => {
  const state = withHypervisor(FIRST_STATE, { preset: "tsmcTestbed", discipline: "xen-4.1" });
  assert.equal(parseScenario(scenarioOfState(state)).workload[0].kind, "uniform");
  assert.equal(scenarioOfState(state).workload, undefined);
});

Deno.test("withHypervisor(state): a given workload stays", () => {
  const workload = [{ kind: "uniform", writesPerSecond: 1 }, { kind: "sequential", writesPerSecond: 1 }] as const;
  const given = stateOfScenario({ vm: { memoryBytes: 2 ** 20 }, workload: workload.slice() });
  assert.equal(withHypervisor(given, QEMU).workload, "given");
});

Deno.test("every choice of a hypervisor, and every situation, is a scenario under its rules", () => {
  for (const hypervisor of HYPERVISORS) {
    const scenario = parseScenario(scenarioOfState(withHypervisor(FIRST_STATE, hypervisor)));
    assert.equal(scenario.migration.discipline, hypervisor.discipline);
  }
  for (const { state } of SITUATIONS) assert.deepEqual(stateOfScenario(scenarioOfState(state)), state);
});
