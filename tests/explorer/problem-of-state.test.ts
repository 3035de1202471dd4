import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { problemOfState } from "../../explorer/problem-of-state.ts";
import { type ExplorerState, FIRST_STATE } from "../../explorer/state.ts";
import { stateOfScenario } from "../../explorer/state-of-scenario.ts";
import { anyState } from "./random-state.ts";

Deno.test("problemOfState(state) is empty for any state of the controls", () => {
  fc.assert(fc.property(anyState, (state) => assertStrictEquals(problemOfState(state), "")));
});

Deno.test("problemOfState(state) names the control, in the units of the page", () => {
  const cases: [Partial<ExplorerState>, string][] = [
    [{ memoryBytes: -(2 ** 30) }, "Memory must be above 0 B, at most 256 TiB, got −1 GiB"],
    [{ latencySeconds: -1 }, "One-way latency must be from 0 s to 11.6 days, got −1 s"],
    [{ prepullPages: 1.5 }, "Prepull must be a whole number from 0 to 65 536, got 1.5"],
    [{ writtenShare: 0 }, "Written pages must be above 0 %, at most 100 %, got 0 %"],
    [{ writtenShare: 1.01 }, "Written pages must be above 0 %, at most 100 %, got 101 %"],
    [{ hotShare: 1.5 }, "Writes to hot pages must be from 0 % to 100 %, got 150 %"],
    // Hidden, but it would have an effect once its control appears.
    [{ exponent: 9 }, "Exponent must be from 0 to 4, got 9"],
  ];
  for (const [patch, message] of cases) {
    assertStrictEquals(problemOfState({ ...FIRST_STATE, ...patch }).replaceAll("\u202f", " "), message);
  }
});

Deno.test("problemOfState(state) is the message of parseScenario for fields without a control", () => {
  const given = stateOfScenario({
    vm: { memoryBytes: 2 ** 20 },
    workload: { kind: "uniform", writesPerSecond: 1, firstPage: 200, pages: 56 },
  });
  assertStrictEquals(
    problemOfState({ ...given, memoryBytes: 2 ** 19 }),
    "Cannot read scenario: workload.0.firstPage + pages must be within the VM's 128 pages, got 256",
  );
});

Deno.test("problemOfState(state) rejects guests that are too large for a browser", () => {
  assertStrictEquals(problemOfState({ ...FIRST_STATE, memoryBytes: 2 ** 40 }), "");
  assertStrictEquals(
    problemOfState({ ...FIRST_STATE, memoryBytes: 2 ** 41 }),
    "Memory must be at most 1 TiB in a browser, got 2 TiB. Use deno task simulate for larger guests.",
  );
});
