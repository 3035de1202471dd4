import { assertEquals } from "@std/assert";
import { parseScenario } from "../../lib/scenario/parse.ts";
import type { Workload } from "../../lib/scenario/types.ts";
import { rangeOf, zeroRange } from "../../lib/scenario/range.ts";

const { vm: VM } = parseScenario({ vm: { memoryBytes: 1000 * 4096, zeroPages: 100 } });
const over = (range: { firstPage?: number; pages?: number }): Workload => {
  return { kind: "uniform", writesPerSecond: 1, ...range };
};

Deno.test("rangeOf returns all of memory except its zero pages by default", () => {
  assertEquals(rangeOf(over({}), VM), { from: 0, to: 900 });
  assertEquals(rangeOf(over({ firstPage: 30 }), VM), { from: 30, to: 900 });
  assertEquals(rangeOf(over({ pages: 950 }), VM), { from: 0, to: 950 });
  assertEquals(rangeOf(over({ firstPage: 890, pages: 60 }), VM), { from: 890, to: 950 });
});

Deno.test("rangeOf ends before zero pages in the middle, and at the end of memory if it begins after them", () => {
  const vm = { ...VM, zeroFirstPage: 300 };
  assertEquals(rangeOf(over({}), vm), { from: 0, to: 300 });
  assertEquals(rangeOf(over({ firstPage: 400 }), vm), { from: 400, to: 1000 });
  assertEquals(rangeOf(over({ firstPage: 200, pages: 300 }), vm), { from: 200, to: 500 });
});

Deno.test("rangeOf returns all of memory if there are no zero pages, and an empty range if all pages are zero", () => {
  assertEquals(rangeOf(over({}), { ...VM, zeroPages: 0 }), { from: 0, to: 1000 });
  assertEquals(rangeOf(over({}), { ...VM, zeroPages: 1000 }), { from: 0, to: 0 });
});

Deno.test("zeroRange returns the last pages of memory by default", () => {
  assertEquals(zeroRange(VM), { from: 900, to: 1000 });
  assertEquals(zeroRange({ ...VM, zeroFirstPage: 0 }), { from: 0, to: 100 });
});
