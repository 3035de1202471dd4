import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { createAutoConverge, forcesSync, noteSync } from "../../../lib/engine/qemu/auto-converge.ts";
import { simulate } from "../../../lib/simulate.ts";
import type { Workload } from "../../../lib/scenario/types.ts";
import { LINK, plain } from "../qemu-scenarios.ts";
import { upTo } from "../scenarios.ts";

/** Syncs 1.1 seconds apart. 100 bytes are sent between two of them, and the guest dirties the given bytes. */
function syncs(dirtied: readonly number[], secondsApart = 1.1) {
  const state = createAutoConverge();
  return dirtied.map((bytes, i) => {
    const rose = noteSync(state, (i + 1) * secondsApart, bytes, (i + 1) * 100);
    return rose ? Math.round(state.throttle * 100) : 0;
  });
}

Deno.test("the throttle rises with every second period of more than a second in which the guest dirtied too much", () => {
  assertEquals(syncs([90, 90, 90, 90, 90, 90]), [0, 20, 0, 30, 0, 40]);
});

Deno.test("too much means more than half of the bytes sent in the same period", () => {
  assertEquals(syncs([50, 50, 50, 50]), [0, 0, 0, 0]);
  assertEquals(syncs([51, 51]), [0, 20]);
});

Deno.test("a period below the limit neither raises nor resets the count", () => {
  assertEquals(syncs([90, 0, 0, 90, 0, 90, 10, 90]), [0, 0, 0, 20, 0, 0, 0, 30]);
});

Deno.test("the throttle starts at 20 %, rises by 10, and stays at 99 %", () => {
  const rises = syncs(new Array(24).fill(90)).filter((throttle) => throttle > 0);
  assertEquals(rises, [20, 30, 40, 50, 60, 70, 80, 90, 99, 99, 99, 99]);
});

Deno.test("syncs within a second of the last one counted add up to one period", () => {
  const state = createAutoConverge();
  // The tenth is 1.1 seconds after the start, the twentieth 1.1 seconds after the tenth.
  const rose = upTo(25).map((i) => noteSync(state, (i + 1) * 0.11, 6, (i + 1) * 10));
  assertStrictEquals(rose.indexOf(true), 19);
  assertStrictEquals(rose.filter(Boolean).length, 1);
  // Exactly one second is not more than one second.
  assertStrictEquals(noteSync({ ...createAutoConverge(), highPeriods: 1 }, 1, 90, 100), false);
  assertStrictEquals(noteSync({ ...createAutoConverge(), highPeriods: 1 }, 1.001, 90, 100), true);
});

Deno.test("the throttle is always one of the steps and never decreases", () => {
  const sync = fc.record({
    wait: fc.double({ min: 0, max: 3, noNaN: true }),
    dirtied: fc.nat({ max: 100 }),
    sent: fc.nat({ max: 100 }),
  });
  fc.assert(fc.property(fc.array(sync, { maxLength: 60 }), (syncs) => {
    const state = createAutoConverge();
    let [seconds, sent, before] = [0, 0, 0];
    for (const one of syncs) {
      seconds += one.wait;
      sent += one.sent;
      const rose = noteSync(state, seconds, one.dirtied, sent);
      const percent = Math.round(state.throttle * 100);
      assert([0, 20, 30, 40, 50, 60, 70, 80, 90, 99].includes(percent), `${percent}`);
      assert(percent > before === (rose && before < 99));
      before = percent;
    }
  }));
});

/** A guest that writes to half of its memory at five times the link's rate. */
const flatOut = (cpuShare: number, more: Partial<Workload> = {}): Workload => {
  return {
    kind: "uniform",
    pages: 10_000,
    writesPerSecond: 5 * LINK,
    cpuShare,
    catchUpSeconds: 0.25,
    ...more,
  } as Workload;
};
const migrate = (workload: Workload, autoConverge: boolean, seed = 1) =>
  simulate(plain("pre-copy", { workload, seed, migration: { autoConverge, timeLimitSeconds: 120 } }));

Deno.test("a guest that writes at full speed diverges, and converges if its CPU is throttled", () => {
  for (const seed of upTo(3)) {
    assertStrictEquals(migrate(flatOut(1), false, seed).verdict, "diverged");
    const { verdict, totalSeconds } = migrate(flatOut(1), true, seed);
    assertStrictEquals(verdict, "converged");
    // Each step takes two periods of at least a second.
    assert(totalSeconds > 4 && totalSeconds < 30, `${totalSeconds}`);
  }
});

Deno.test("a guest whose writes need less CPU takes longer to throttle", () => {
  const seconds = [1, 0.5, 0.1].map((cpuShare) => {
    const { verdict, totalSeconds } = migrate(flatOut(cpuShare), true);
    assertStrictEquals(verdict, "converged");
    return totalSeconds;
  });
  assert(seconds[0] < seconds[1] && seconds[1] < seconds[2], `${seconds}`);
});

Deno.test("the throttle has no effect on a guest that catches up on all its sleep and needs less than 1 % of its CPU", () => {
  const workload = (cpuShare: number) =>
    flatOut(cpuShare, { pages: 20_000, writesPerSecond: 10 * LINK, catchUpSeconds: 10 });
  assertStrictEquals(migrate(workload(0.009), true).verdict, "diverged");
  assertStrictEquals(migrate(workload(0.5), true).verdict, "converged");
});

Deno.test("a guest that converges anyway is not throttled", () => {
  const workload: Workload = { kind: "uniform", pages: 10_000, writesPerSecond: 0.2 * LINK };
  assertEquals(migrate(workload, true), migrate(workload, false));
});

Deno.test("from QEMU 9.2 on a timer forces a sync if there was none for 5 s, but in the first pass", () => {
  const state = createAutoConverge(9.2);
  // Looks at 5, 10, 15, ... s.
  assertEquals([4.9, 5, 9.9, 10].map((seconds) => forcesSync(state, seconds, 0)), [false, false, false, false]);
  assertEquals([15, 19, 20, 21].map((seconds) => forcesSync(state, seconds, 1)), [false, false, true, false]);
  // The forced one counts.
  assertEquals([25, 30].map((seconds) => forcesSync(state, seconds, 2)), [true, false]);
  assertStrictEquals(forcesSync(createAutoConverge(9.1), 100, 1), false);
});

Deno.test("the timer has the throttle rise within a long pass", () => {
  const migrate = (qemuVersion: number) =>
    simulate({
      preset: "qemu",
      vm: { memoryBytes: 2 ** 32 },
      workload: { kind: "uniform", writesPerSecond: 60_000 },
      network: { bandwidthBitsPerSecond: 1e9 },
      migration: { engine: "pre-copy", autoConverge: true, qemuVersion, timeLimitSeconds: 600 },
    });
  const [old, young] = [9.1, 9.2].map(migrate);
  // A pass takes some 30 s, and each sync may make the guest slower.
  assert(old.rounds[2].seconds > 25 && young.rounds[2].seconds < 5.1);
  assert(young.totalSeconds < 0.5 * old.totalSeconds, `${young.totalSeconds}, ${old.totalSeconds}`);
});
