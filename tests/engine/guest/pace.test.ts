import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { type Pace, paceOf, runFor, secondsToRun, stall } from "../../../lib/engine/guest/pace.ts";
import type { Workload } from "../../../lib/scenario/types.ts";

const part = (cpuShare?: number, catchUpSeconds?: number): Workload => {
  return { kind: "uniform", writesPerSecond: 1, cpuShare, catchUpSeconds };
};
const near = (a: number, b: number) =>
  assert(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `${a}, expected ${b}`);

const paces: fc.Arbitrary<Pace> = fc.record({
  cpuShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
  catchUpSeconds: fc.double({ min: 0, max: 5, noNaN: true }),
}).map(({ cpuShare, catchUpSeconds }) => paceOf([part(cpuShare, catchUpSeconds)]));

Deno.test("the parts of a workload share the CPU, and the least patient of them decides what is made good", () => {
  assertEquals(paceOf([part(0.2, 3), part(0.3, 1)]), { cpuShare: 0.5, catchUpSeconds: 1, lagSeconds: 0 });
  assertEquals(paceOf([part(0.7, 3), part(0.6)]), { cpuShare: 1, catchUpSeconds: 0, lagSeconds: 0 });
  assertEquals(paceOf([part()]), { cpuShare: 1, catchUpSeconds: 0, lagSeconds: 0 });
  assertEquals(paceOf([]), { cpuShare: 1, catchUpSeconds: 0, lagSeconds: 0 });
});

Deno.test("a guest that writes flat out, or has lost nothing, gets as much guest time as it runs", () => {
  const flatOut = paceOf([part(1, 5)]);
  stall(flatOut, 3);
  assertStrictEquals(runFor(flatOut, 2), 2);
  const onTime = paceOf([part(0.25, 5)]);
  assertStrictEquals(runFor(onTime, 2), 2);
  assertStrictEquals(secondsToRun(onTime, 2), 2);
});

Deno.test("lost time is made good as fast as the CPU allows, up to the most that is", () => {
  const pace = paceOf([part(0.25, 5)]);
  stall(pace, 9);
  assertStrictEquals(pace.lagSeconds, 5);
  // At four times its pace it gains three seconds in each.
  near(runFor(pace, 1), 4);
  near(pace.lagSeconds, 2);
  near(runFor(pace, 1), 1 + 2);
  assertStrictEquals(pace.lagSeconds, 0);
});

Deno.test("secondsToRun is the inverse of runFor", () => {
  const seconds = fc.double({ min: 0, max: 20, noNaN: true });
  fc.assert(fc.property(paces, seconds, seconds, (pace, lost, guestSeconds) => {
    stall(pace, lost);
    near(runFor(pace, secondsToRun(pace, guestSeconds)), guestSeconds);
  }));
});

Deno.test("running in parts is like running once, and never gives more than was lost", () => {
  const seconds = fc.double({ min: 0, max: 3, noNaN: true });
  fc.assert(fc.property(paces, seconds, fc.array(seconds, { maxLength: 6 }), (pace, lost, parts) => {
    const once = { ...pace };
    stall(pace, lost);
    stall(once, lost);
    const total = parts.reduce((sum, part) => sum + part, 0);
    const inParts = parts.reduce((sum, part) => sum + runFor(pace, part), 0);
    near(inParts, runFor(once, total));
    near(pace.lagSeconds, once.lagSeconds);
    assert(inParts <= total + Math.min(lost, pace.catchUpSeconds) + 1e-9);
  }));
});
