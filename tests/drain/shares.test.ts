import { assertEquals } from "@std/assert";
import { type Flow, maxMinRates, offeredRate, type Resource } from "../../lib/drain/shares.ts";

const flow = (demand: number, resources: Resource[], weight = 1): Flow => {
  return { demand, weight, uses: resources.map((resource) => ({ resource, unitsPerBit: 1 })) };
};

Deno.test("maxMinRates fills the bottlenecks one after the other", () => {
  const [a, b] = [{ capacity: 10 }, { capacity: 4 }];
  assertEquals(maxMinRates([flow(Infinity, [a]), flow(Infinity, [a, b]), flow(Infinity, [b])]), [8, 2, 2]);
  assertEquals(maxMinRates([flow(1, [a]), flow(Infinity, [a]), flow(Infinity, [a])]), [1, 4.5, 4.5]);
  assertEquals(maxMinRates([flow(Infinity, [a], 4), flow(Infinity, [a])]), [8, 2]);
  assertEquals(maxMinRates([flow(0, [a]), flow(3, [])]), [0, 3]);
  assertEquals(maxMinRates([flow(Infinity, [])]), [Infinity]);
  assertEquals(maxMinRates([flow(Infinity, [{ capacity: 0 }])]), [0]);
});

Deno.test("offeredRate is the rate of a flow that could use any", () => {
  const a = { capacity: 10 };
  const flows = [flow(1, [a]), flow(Infinity, [a])];
  assertEquals([offeredRate(flows, 0), offeredRate(flows, 1)], [5, 9]);
});
