import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { fragmentOfState, stateOfFragment } from "../../explorer/fragment.ts";
import { FIRST_STATE } from "../../explorer/state.ts";
import { anyState } from "./random-state.ts";

Deno.test("stateOfFragment(fragmentOfState(state)) is the state, to the last digit", () => {
  fc.assert(fc.property(anyState, (state) => {
    assertEquals(stateOfFragment(`#${fragmentOfState(state)}`), { state, complaints: [] });
  }));
});

Deno.test("fragmentOfState(state) is short: what is as in the first state is left out", () => {
  assertStrictEquals(fragmentOfState(FIRST_STATE), "memory=1073741824");
  const state = { ...FIRST_STATE, engine: "post-copy", latencySeconds: 0.02, maxBytesPerSecond: 2 ** 20 } as const;
  assertStrictEquals(fragmentOfState(state), "memory=1073741824&latency=0.02&cap=1048576&engine=post-copy");
});

Deno.test("stateOfFragment(anything) is a state, with a line for each part that says nothing", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.webFragments()), (text) => {
    const { state, complaints } = stateOfFragment(text);
    assertEquals(Object.keys(state), Object.keys(FIRST_STATE));
    for (const complaint of complaints) {
      assertMatch(complaint, /^Cannot read link: [^\n]+ must be [^\n]+, got [^\n]+$/);
    }
  }));
});

Deno.test("stateOfFragment(text) keeps what it can read", () => {
  const { state, complaints } = stateOfFragment(
    "memory=2048&writes=&link=fast&rules=xen-4&color=red&rest=[1]&cap=none",
  );
  assertEquals(state, { ...FIRST_STATE, memoryBytes: 2048 });
  assertEquals(complaints, [
    'Cannot read link: writes must be a number, got ""',
    'Cannot read link: link must be a number, got "fast"',
    'Cannot read link: rules must be one of xen-4.1, xen-4.6, qemu, got "xen-4" (did you mean xen-4.1?)',
    "Cannot read link: each part must be one of preset, rules, memory, workload, writes, written, hot, hotWrites, exponent, " +
    'factor, link, latency, cap, downtime, prepull, seed, engine, rest, got "color"',
    'Cannot read link: rest must be a JSON object, got "[1]"',
  ]);
});
