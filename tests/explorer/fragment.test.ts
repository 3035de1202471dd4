import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { problemOfState } from "../../explorer/problem-of-state.ts";
import { fragmentOfState, stateOfFragment } from "../../explorer/fragment.ts";
import { HYPERVISORS } from "../../lib/scenario/names.ts";
import { FIRST_STATE } from "../../explorer/state.ts";
import { anyState } from "./random-state.ts";

Deno.test("stateOfFragment(fragmentOfState(state)) is the state in full precision", () => {
  fc.assert(fc.property(anyState, (state) => {
    assertEquals(stateOfFragment(`#${fragmentOfState(state)}`), { state, complaints: [] });
  }));
});

Deno.test("fragmentOfState(state) omits parts that equal the first state", () => {
  assertStrictEquals(fragmentOfState(FIRST_STATE), "memory=1073741824");
  const state = { ...FIRST_STATE, engine: "post-copy", latencySeconds: 0.02, maxBytesPerSecond: 2 ** 20 } as const;
  assertStrictEquals(fragmentOfState(state), "memory=1073741824&latency=0.02&cap=1048576&engine=post-copy");
});

Deno.test("stateOfFragment(anything) is a valid state, with a line for each part that was dropped", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.webFragments()), (text) => {
    const { state, complaints } = stateOfFragment(text);
    assertEquals(Object.keys(state), Object.keys(FIRST_STATE));
    for (const complaint of complaints) {
      assertMatch(complaint, /^Ignored "[^\n]* in the link: [^\n]+$/);
    }
    assertStrictEquals(problemOfState(state), "");
  }));
});

Deno.test("stateOfFragment(text) keeps the parts that it can read", () => {
  const { state, complaints } = stateOfFragment(
    "memory=8192&writes=&link=fast&rules=xen-4&color=red&rest=[1]&cap=none",
  );
  assertEquals(state, { ...FIRST_STATE, memoryBytes: 8192 });
  assertEquals(complaints, [
    'Ignored "writes" in the link: it must be a number, got ""',
    'Ignored "link" in the link: it must be a number, got "fast"',
    `Ignored "rules" in the link: it must be one of ${HYPERVISORS.join(", ")}, got "xen-4" (did you mean xen-4.1?)`,
    'Ignored "color" in the link: there is no such part',
    'Ignored "rest" in the link: it must be a JSON object, got "[1]"',
  ]);
});

Deno.test("stateOfFragment(text) drops parts out of range and keeps the others", () => {
  const { state, complaints } = stateOfFragment("memory=68719476736&hot=50&link=25000000000");
  assertEquals(state, { ...FIRST_STATE, memoryBytes: 64 * 2 ** 30, bandwidthBitsPerSecond: 25e9 });
  assertEquals(complaints, ['Ignored "hot" in the link: Hot pages must be above 0 %, at most 100 %, got 5000 %']);
  const several = stateOfFragment('latency=-1&rest={"vm":{"vcpu":2}}&memory=1000&hotWrites=0.5');
  assertEquals(several.state, { ...FIRST_STATE, hotShare: 0.5 });
  assertEquals(several.complaints.map((complaint) => complaint.split(":")[0]), [
    'Ignored "latency" in the link',
    'Ignored "rest" in the link',
    'Ignored "memory" in the link',
  ]);
});

Deno.test("stateOfFragment(text) keeps parts that are valid only together", () => {
  const text = `memory=${2 ** 41}&rest=${encodeURIComponent('{"vm":{"pageBytes":2097152}}')}`;
  assertEquals(stateOfFragment(text).complaints, []);
  const { state, complaints } = stateOfFragment(`${text}&exponent=9`);
  assertStrictEquals(state.memoryBytes, 2 ** 41);
  assertStrictEquals(complaints.length, 1);
});
