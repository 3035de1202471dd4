import { assert, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { paceOf } from "../../../lib/engine/guest/pace.ts";
import { createThrottle, secondsAsleep, throttledGuestSeconds } from "../../../lib/engine/guest/throttle.ts";
import { beginRun, passRunning, passStopped } from "../../../lib/engine/run/run.ts";
import { Random } from "../../../lib/random/random.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import { average } from "../../random/statistics.ts";
import { upTo } from "../scenarios.ts";

const paceFor = (cpuShare: number, catchUpSeconds: number) =>
  paceOf([{ kind: "uniform", writesPerSecond: 1, cpuShare, catchUpSeconds }]);
const near = (a: number, b: number, tolerance = 1e-9) =>
  assert(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)), `${a}, expected ${b}`);
/** Guest time per second in the long run. */
const slope = (share: number, cpuShare: number, catchUpSeconds: number) =>
  throttledGuestSeconds(createThrottle(paceFor(cpuShare, catchUpSeconds), share, 3), 1003) / 1000;

const throttles = fc.record({
  share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  cpuShare: fc.double({ min: 0.001, max: 1, noNaN: true }),
  catchUpSeconds: fc.double({ min: 0, max: 2, noNaN: true }),
});

Deno.test("a virtual CPU runs for 10 ms, then sleeps: 2.5 ms at 20 %, 990 ms at 99 %", () => {
  near(createThrottle(paceFor(1, 0), 0.2, 0).sleepSeconds, 0.0025);
  near(createThrottle(paceFor(1, 0), 0.5, 0).sleepSeconds, 0.01);
  near(createThrottle(paceFor(1, 0), 0.99, 0).sleepSeconds, 0.99);
});

Deno.test("a guest that writes at full speed is slowed by exactly the share", () => {
  for (const share of [0.2, 0.5, 0.9, 0.99]) {
    for (const catchUp of [0, 0.25, 10]) near(slope(share, 1, catchUp), 1 - share, 1e-3);
  }
});

Deno.test("a guest that needs one hundredth of its CPU for writes is slowed at 99 %, but not at 50 % or 90 %", () => {
  for (const share of [0.2, 0.5, 0.9]) near(slope(share, 0.01, 0.25), 1, 1e-3);
  // In each second it runs for 10 ms and catches up on a quarter of a second.
  near(slope(0.99, 0.01, 0.25), 0.26, 1e-3);
  near(slope(0.99, 0.01, 2), 1, 1e-3);
  // The remaining CPU time is a fifth of what the writes need.
  near(slope(0.99, 0.05, 2), 0.2, 1e-3);
});

Deno.test("a guest that does not catch up loses the time of each sleep, even if it needs little CPU", () => {
  for (const share of [0.2, 0.5, 0.99]) near(slope(share, 0.01, 0), 1 - share, 1e-3);
});

Deno.test("guest time increases without jumps, and in the long run no faster than the clock", () => {
  fc.assert(
    fc.property(
      throttles,
      fc.double({ min: 0, max: 100, noNaN: true }),
      ({ share, cpuShare, catchUpSeconds }, since) => {
        const pace = paceFor(cpuShare, catchUpSeconds);
        const throttle = createThrottle(pace, share, since);
        assertStrictEquals(throttledGuestSeconds(throttle, since), 0);
        // At most as fast as a CPU that catches up, in steps of a hundredth of the slice.
        const most = Math.max(1, 1 / cpuShare) * 1e-4;
        const cycle = 0.01 + throttle.sleepSeconds;
        let before = 0;
        for (let i = 1; i <= 400; i++) {
          const guestSeconds = throttledGuestSeconds(throttle, since + i * 1e-4);
          assert(guestSeconds >= before - 1e-12, "back");
          assert(guestSeconds <= before + most + 1e-9, `jump from ${before} to ${guestSeconds}`);
          before = guestSeconds;
        }
        const perCycle = throttledGuestSeconds(throttle, since + 200 * cycle + 1e-9) / 200;
        assert(perCycle <= cycle * (1 + 1e-6), "faster than the clock");
        assert(perCycle >= 0.01 * (1 - 1e-6), "slower than a guest without catch-up");
        near(perCycle, Math.min(0.01 / cpuShare, 0.01 + Math.min(catchUpSeconds, throttle.sleepSeconds)), 1e-4);
      },
    ),
  );
});

Deno.test("guest time does not advance while the virtual CPU sleeps", () => {
  const throttle = createThrottle(paceFor(1, 0), 0.9, 10);
  near(throttledGuestSeconds(throttle, 10.004), 0.004);
  for (const asleep of [0.01, 0.05, 0.0999]) near(throttledGuestSeconds(throttle, 10 + asleep), 0.01);
  near(throttledGuestSeconds(throttle, 10.103), 0.013);
});

Deno.test("a change of the throttle does not make guest time jump, and guest time stops with the guest", () => {
  const workload = { kind: "uniform" as const, writesPerSecond: 1 };
  const run = beginRun(parseScenario({ vm: { memoryBytes: 4096 }, workload }));
  passRunning(run, 1.23);
  near(run.guestSeconds, 1.23);
  run.throttle = createThrottle(run.pace, 0.5, run.seconds);
  passRunning(run, 0.104);
  near(run.guestSeconds, 1.23 + 0.05 + 0.004);
  passStopped(run, 7);
  near(run.guestSeconds, 1.284);
  run.throttle = createThrottle(run.pace, 0.99, run.seconds);
  near(run.guestSeconds, 1.284);
  passRunning(run, 0.5);
  near(run.guestSeconds, 1.294);
  near(run.seconds, 8.834);
});

Deno.test("the sleep that remains at a random moment is half a sleep on average, if the virtual CPU sleeps", () => {
  const random = new Random("asleep");
  for (const share of [0.2, 0.5, 0.99]) {
    const throttle = createThrottle(paceFor(1, 0), share, 0);
    const waits = upTo(20_000).map(() => secondsAsleep(throttle, random));
    assert(waits.every((wait) => wait >= 0 && wait <= throttle.sleepSeconds));
    const asleep = waits.filter((wait) => wait > 0).length / waits.length;
    assert(Math.abs(asleep - share) < 0.015, `${asleep}`);
    assert(Math.abs(average(waits) / (share * throttle.sleepSeconds / 2) - 1) < 0.05, `${average(waits)}`);
  }
});
