import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { type RateStep, segmentAt, sumSteps } from "../../../lib/engine/guest/profile.ts";

const steps: fc.Arbitrary<RateStep[]> = fc.array(
  fc.record({
    from: fc.nat({ max: 120 }),
    to: fc.nat({ max: 120 }),
    rate: fc.double({ min: 0, max: 1e6, noNaN: true }),
    touches: fc.double({ min: 0, max: 1e6, noNaN: true }),
  }),
  { maxLength: 12 },
);

Deno.test("sumSteps sums overlapping steps exactly for every page", () => {
  fc.assert(
    fc.property(steps, (steps) => {
      const { edges, rates, touches } = sumSteps(steps);
      for (let page = 0; page < 125; page++) {
        let [rate, touch] = [0, 0];
        for (const step of steps) {
          if (page < step.from || page >= step.to) continue;
          rate += step.rate;
          touch += step.touches;
        }
        const i = rates.findIndex((_, i) => page >= edges[i] && page < edges[i + 1]);
        assertStrictEquals(i < 0 ? 0 : rates[i], rate, `page ${page}`);
        assertStrictEquals(i < 0 ? 0 : touches[i], touch, `page ${page}`);
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("sumSteps returns ascending edges, one more than segments, despite rounding", () => {
  fc.assert(fc.property(steps, (steps) => {
    const { edges, rates, touches } = sumSteps(steps);
    assert(edges.every((edge, i) => i === 0 || edges[i - 1] < edge));
    assertStrictEquals(rates.length, Math.max(0, edges.length - 1));
    assertStrictEquals(touches.length, rates.length);
  }));
  const { edges } = sumSteps([{ from: 9, to: 100, rate: 1, touches: 0 }, { from: 20, to: 1000, rate: 1, touches: 0 }]);
  assertEquals([...edges], [9, 20, 100, 1000]);
});

Deno.test("segmentAt returns the last segment that begins at or before a page, and -1 before the first", () => {
  const edges = fc.uniqueArray(fc.nat({ max: 60 })).map((list) => Float64Array.from(list).sort());
  fc.assert(fc.property(edges, fc.nat({ max: 65 }), (edges, page) => {
    assertStrictEquals(segmentAt(edges, page), edges.findLastIndex((edge) => edge <= page));
  }));
});
