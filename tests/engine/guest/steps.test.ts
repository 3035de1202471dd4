import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import type { RateStep } from "../../../lib/engine/guest/profile.ts";
import { hotColdSteps, powerLawSteps, uniformSteps } from "../../../lib/engine/guest/steps.ts";

const near = (a: number, b: number, tolerance: number, what: string) =>
  assert(Math.abs(a - b) <= tolerance * Math.abs(b), `${what}: ${a}, expected ${b}`);
const total = (steps: RateStep[]) => steps.reduce((sum, { from, to, rate }) => sum + (to - from) * rate, 0);

Deno.test("uniformSteps distributes the writes evenly", () => {
  assertEquals(uniformSteps({ kind: "uniform", writesPerSecond: 300, touchesPerWrite: 3 }, { from: 10, to: 110 }), [
    { from: 10, to: 110, rate: 3, touches: 9 },
  ]);
});

Deno.test("a page is touched twice for each write unless given, zero included", () => {
  const touches = (touching: { touchesPerWrite?: number }) =>
    uniformSteps({ kind: "uniform", writesPerSecond: 10, ...touching }, { from: 0, to: 10 })[0].touches;
  assertEquals([{}, { touchesPerWrite: 0 }, { touchesPerWrite: 7 }].map(touches), [2, 0, 7]);
});

Deno.test("touches per second are shared out as writes are, also where nothing is written", () => {
  const range = { from: 0, to: 10 };
  for (const writesPerSecond of [0, 10, 1000]) {
    const touching = { writesPerSecond, touchesPerSecond: 50 };
    const all = [
      uniformSteps({ kind: "uniform", ...touching }, range),
      hotColdSteps({ kind: "hot-cold", hotFraction: 0.2, hotShare: 0.5, ...touching }, range),
      powerLawSteps({ kind: "power-law", exponent: 1, ...touching }, range),
    ];
    for (const steps of all) {
      near(steps.reduce((sum, { from, to, touches }) => sum + (to - from) * touches, 0), 50, 1e-12, "touches");
      for (const { rate, touches } of steps) near(rate, touches * writesPerSecond / 50, 1e-12, "writes");
    }
  }
});

Deno.test("hotColdSteps adds the rate of the hot part to a uniform rate over the whole range", () => {
  const workload = { kind: "hot-cold", writesPerSecond: 1000, hotFraction: 0.125, hotShare: 0.75 } as const;
  assertEquals(hotColdSteps(workload, { from: 50, to: 250 }), [
    { from: 50, to: 75, rate: 30, touches: 60 },
    { from: 50, to: 250, rate: 1.25, touches: 2.5 },
  ]);
});

Deno.test("hotColdSteps keeps at least one hot page and at most all", () => {
  const hot = (hotFraction: number) =>
    hotColdSteps({ kind: "hot-cold", writesPerSecond: 1, hotFraction, hotShare: 1 }, { from: 0, to: 10 })[0].to;
  assertEquals([1e-9, 0.05, 0.26, 1].map(hot), [1, 1, 3, 10]);
});

const law = fc.record({
  writesPerSecond: fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
  exponent: fc.oneof(fc.constantFrom(0, 0.5, 1, 2, 4), fc.double({ min: 0, max: 4, noNaN: true })),
  pages: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 30_000 })),
  from: fc.nat({ max: 1000 }),
});

Deno.test("powerLawSteps covers its range without gap or overlap, and its rates sum to the writes", () => {
  fc.assert(fc.property(law, ({ writesPerSecond, exponent, pages, from }) => {
    const steps = powerLawSteps({ kind: "power-law", writesPerSecond, exponent }, { from, to: from + pages });
    assertStrictEquals(steps[0].from, from);
    assertStrictEquals(steps[steps.length - 1].to, from + pages);
    steps.forEach((step, i) => {
      assert(step.from < step.to);
      if (i > 0) assertStrictEquals(step.from, steps[i - 1].to);
    });
    near(total(steps), writesPerSecond, 1e-12, "sum of rates");
  }));
});

Deno.test("powerLawSteps gives every page its power-law rate within a factor of 2^(exponent / 16)", () => {
  fc.assert(
    fc.property(law, ({ writesPerSecond, exponent, pages, from }) => {
      let sum = 0;
      for (let rank = 1; rank <= pages; rank++) sum += rank ** -exponent;
      const within = 2 ** (exponent / 16) * 1.001;
      for (const step of powerLawSteps({ kind: "power-law", writesPerSecond, exponent }, { from, to: from + pages })) {
        for (const page of [step.from, step.to - 1]) {
          const factor = step.rate / (writesPerSecond * (page - from + 1) ** -exponent / sum);
          assert(factor <= within && factor >= 1 / within, `page ${page}: ${factor} times the law's rate`);
        }
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("powerLawSteps gives the first hundred pages their own rate, and needs few steps for 2^32 pages", () => {
  const steps = powerLawSteps({ kind: "power-law", writesPerSecond: 1, exponent: 1 }, { from: 0, to: 2 ** 32 });
  assert(steps.length < 600, `${steps.length}`);
  for (let rank = 1; rank <= 100; rank++) {
    assertEquals([steps[rank - 1].from, steps[rank - 1].to], [rank - 1, rank]);
    near(steps[rank - 1].rate * rank, steps[0].rate, 1e-12, `rank ${rank}`);
  }
  // The harmonic number of 2^32.
  near(1 / steps[0].rate, Math.log(2 ** 32) + 0.5772156649, 1e-4, "sum of 1/r");
});

Deno.test("powerLawSteps with exponent 0 is uniform", () => {
  for (
    const { rate } of powerLawSteps({ kind: "power-law", writesPerSecond: 500, exponent: 0 }, { from: 0, to: 5000 })
  ) {
    near(rate, 0.1, 1e-9, "rate");
  }
});
