import { assertEquals } from "@std/assert";
import { parseScenario } from "../../lib/scenario/parse.ts";
import type { Workload } from "../../lib/scenario/types.ts";
import { extentsOf, rangeOf, sliceExtents, zeroExtentsOf } from "../../lib/scenario/range.ts";

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

Deno.test("zeroExtentsOf is the last pages of memory unless the VM says where", () => {
  assertEquals(zeroExtentsOf(VM), [{ from: 900, to: 1000 }]);
  assertEquals(zeroExtentsOf({ ...VM, zeroFirstPage: 0 }), [{ from: 0, to: 100 }]);
  assertEquals(zeroExtentsOf({ ...VM, zeroPages: 0 }), []);
  const zeroExtents = [{ firstPage: 500, pages: 10 }, { firstPage: 3, pages: 1 }];
  assertEquals(zeroExtentsOf({ ...VM, zeroExtents }), [{ from: 500, to: 510 }, { from: 3, to: 4 }]);
  assertEquals(rangeOf(over({ firstPage: 4 }), { ...VM, zeroExtents }), { from: 4, to: 500 });
});

Deno.test("extentsOf is a workload's list of runs, or its one range", () => {
  assertEquals(extentsOf(over({ firstPage: 5, pages: 10 }), VM), [{ from: 5, to: 15 }]);
  const extents = [{ firstPage: 50, pages: 2 }, { firstPage: 9, pages: 1 }];
  assertEquals(extentsOf({ ...over({}), extents }, VM), [{ from: 50, to: 52 }, { from: 9, to: 10 }]);
});

Deno.test("sliceExtents counts pages through all runs in their order", () => {
  const runs = [{ from: 50, to: 53 }, { from: 9, to: 11 }, { from: 100, to: 104 }];
  const pages = (from: number, to: number) =>
    sliceExtents(runs, from, to).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  const all = [50, 51, 52, 9, 10, 100, 101, 102, 103];
  for (let from = 0; from <= all.length; from++) {
    for (let to = from; to <= all.length + 1; to++) assertEquals(pages(from, to), all.slice(from, to));
  }
});
