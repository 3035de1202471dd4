import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { loseTime, type Pace, paceOf, runFor, secondsToRun } from "../../../lib/engine/guest/pace.ts";
import type { Workload } from "../../../lib/scenario/types.ts";

const part = (cpuShare?: number, catchUpSeconds?: number, writesPerSecond = 1): Workload => {
  return { kind: "uniform", writesPerSecond, cpuShare, catchUpSeconds };
};
const near = (a: number, b: number) =>
  assert(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `${a}, expected ${b}`);

const paces: fc.Arbitrary<Pace> = fc.record({
  cpuShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
  catchUpSeconds: fc.double({ min: 0, max: 5, noNaN: true }),
}).map(({ cpuShare, catchUpSeconds }) => paceOf([part(cpuShare, catchUpSeconds)]));

Deno.test("the parts of a workload share the CPU, and the smallest catchUpSeconds applies", () => {
  assertEquals(paceOf([part(0.2, 3), part(0.3, 1)]), { cpuShare: 0.5, catchUpSeconds: 1, lostSeconds: 0 });
  assertEquals(paceOf([part(0.7, 3), part(0.6)]), { cpuShare: 1, catchUpSeconds: 0, lostSeconds: 0 });
  assertEquals(paceOf([part()]), { cpuShare: 1, catchUpSeconds: 0, lostSeconds: 0 });
  assertEquals(paceOf([]), { cpuShare: 1, catchUpSeconds: 0, lostSeconds: 0 });
});

Deno.test("a part that does not catch up does not keep the others from it, unless most touches are its own", () => {
  assertEquals(paceOf([part(0.2, 3, 100), part()]), { cpuShare: 0.2, catchUpSeconds: 3, lostSeconds: 0 });
  assertEquals(paceOf([part(0.2, 3, 100), part(1, 0, 101)]), { cpuShare: 1, catchUpSeconds: 0, lostSeconds: 0 });
  const reader: Workload = { kind: "uniform", writesPerSecond: 0, touchesPerSecond: 1000, cpuShare: 0.5 };
  assertEquals(paceOf([part(0.2, 3, 100), reader]), { cpuShare: 0.7, catchUpSeconds: 0, lostSeconds: 0 });
});

Deno.test("guest time is run time for a guest that uses all of its CPU or has lost no time", () => {
  const flatOut = paceOf([part(1, 5)]);
  loseTime(flatOut, 3);
  assertStrictEquals(runFor(flatOut, 2), 2);
  const onTime = paceOf([part(0.25, 5)]);
  assertStrictEquals(runFor(onTime, 2), 2);
  assertStrictEquals(secondsToRun(onTime, 2), 2);
});

Deno.test("the guest catches up on lost time as fast as the CPU allows, up to catchUpSeconds", () => {
  const pace = paceOf([part(0.25, 5)]);
  loseTime(pace, 9);
  assertStrictEquals(pace.lostSeconds, 5);
  // At four times its normal rate it gains three seconds in each second.
  near(runFor(pace, 1), 4);
  near(pace.lostSeconds, 2);
  near(runFor(pace, 1), 1 + 2);
  assertStrictEquals(pace.lostSeconds, 0);
});

Deno.test("secondsToRun is the inverse of runFor", () => {
  const seconds = fc.double({ min: 0, max: 20, noNaN: true });
  fc.assert(fc.property(paces, seconds, seconds, (pace, lost, guestSeconds) => {
    loseTime(pace, lost);
    near(runFor(pace, secondsToRun(pace, guestSeconds)), guestSeconds);
  }));
});

Deno.test("running in parts equals running once, and the guest never catches up on more than was lost", () => {
  const seconds = fc.double({ min: 0, max: 3, noNaN: true });
  fc.assert(fc.property(paces, seconds, fc.array(seconds, { maxLength: 6 }), (pace, lost, parts) => {
    const once = { ...pace };
    loseTime(pace, lost);
    loseTime(once, lost);
    const total = parts.reduce((sum, part) => sum + part, 0);
    const inParts = parts.reduce((sum, part) => sum + runFor(pace, part), 0);
    near(inParts, runFor(once, total));
    near(pace.lostSeconds, once.lostSeconds);
    assert(inParts <= total + Math.min(lost, pace.catchUpSeconds) + 1e-9);
  }));
});
