import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { stateOfFragment } from "../../explorer/fragment.ts";
import { problemOfState } from "../../explorer/problem-of-state.ts";
import { FIRST_STATE } from "../../explorer/state.ts";
import { stateOfScenario } from "../../explorer/state-of-scenario.ts";
import { anyState } from "./random-state.ts";

Deno.test("problemOfState(state) is empty for any state that the controls can be brought to", () => {
  fc.assert(fc.property(anyState, (state) => assertStrictEquals(problemOfState(state), "")));
});

Deno.test("problemOfState(state) is what parseScenario says", () => {
  assertStrictEquals(
    problemOfState({ ...FIRST_STATE, latencySeconds: -1 }),
    "Cannot read scenario: network.latencySeconds must be a number of seconds from 0 to 1000000, got -1",
  );
  const given = stateOfScenario({
    vm: { memoryBytes: 2 ** 20 },
    workload: { kind: "uniform", writesPerSecond: 1, firstPage: 200, pages: 56 },
  });
  assertStrictEquals(
    problemOfState({ ...given, memoryBytes: 2 ** 19 }),
    "Cannot read scenario: workload.0.firstPage + pages must be within the VM's 128 pages, got 256",
  );
});

Deno.test("problemOfState(state) knows what is too large for a browser", () => {
  assertStrictEquals(problemOfState({ ...FIRST_STATE, memoryBytes: 2 ** 40 }), "");
  assertStrictEquals(
    problemOfState({ ...FIRST_STATE, memoryBytes: 2 ** 41 }),
    "Cannot explore: vm.memoryBytes must be at most 1099511627776 in a browser, got 2199023255552; use deno task simulate for larger guests",
  );
});

Deno.test("problemOfState(state) refuses a written part of nothing, and of more than all, from a link too", () => {
  for (const [written, got] of [["-0.01", "−1 %"], ["0", "0 %"], ["1.01", "101 %"]]) {
    const message = `Cannot explore: written part must be above 0 %, at most 100 %, got ${got}`;
    assertStrictEquals(problemOfState({ ...FIRST_STATE, writtenShare: Number(written) }), message);
    assertStrictEquals(problemOfState(stateOfFragment(`written=${written}`).state), message);
  }
});
