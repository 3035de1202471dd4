import { assert, assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { simulate } from "../../../lib/simulate.ts";
import type { Engine } from "../../../lib/scenario/types.ts";
import { LINK, PAGE_BYTES_SENT, plain, type Setting } from "../qemu-scenarios.ts";
import { passes, watch } from "../scenarios.ts";

const HUGE = 512;
const PAGES = 40 * HUGE;

function huge(engine: Engine, setting: Setting = {}, hugePageBytes: number | null = HUGE * 4096) {
  // Even a single dirty page is too much for pre-copy to complete.
  const migration = { downtimeLimitSeconds: 1e-6, timeLimitSeconds: 10, ...setting.migration };
  const scenario = plain(engine, { pages: PAGES, ...setting, migration });
  return { ...scenario, vm: { ...scenario.vm, hugePageBytes } };
}

Deno.test("pre-copy logs and sends small pages, whatever the size of the host's pages", () => {
  const workload = { kind: "uniform", writesPerSecond: 3000 } as const;
  const [small, large] = [null, undefined].map((size) => simulate(huge("pre-copy", { workload }, size)));
  assertEquals({ ...large, warnings: small.warnings }, small);
  assert(large.warnings!.includes("vm.hugePageBytes has no effect on pre-copy under qemu"));
});

Deno.test("a huge page of which one small page is dirty moves again as a whole", () => {
  // Pages 1000 and 5000 are written all the time, in the second and the tenth huge page; the first pass leaves the end.
  const workload = [1000, 5000].map((firstPage) => (
    { kind: "uniform", firstPage, pages: 1, writesPerSecond: 1e5, touchesPerWrite: 0 } as const
  ));
  const pushed = (hugePageBytes: number | null) =>
    passes(watch(huge("three-stage", { workload }, hugePageBytes)).events).at(-1)!.sent.toSorted((a, b) => a - b);
  const low = (pages: number[]) => pages.filter((page) => page < 10_000);
  assertEquals(low(pushed(null)), [1000, 5000]);
  const whole = low(pushed(HUGE * 4096));
  assertStrictEquals(whole.length, 2 * HUGE);
  assertEquals([whole[0], whole[HUGE]], [HUGE, 9 * HUGE]);
  assertStrictEquals(pushed(HUGE * 4096).length % HUGE, 0);
});

Deno.test("a fault brings its whole huge page and waits for the last of it", () => {
  const setting = { workload: { kind: "uniform", writesPerSecond: 200, touchesPerWrite: 1 } } as const;
  const stalls: number[] = [];
  const { result } = watch(huge("post-copy", setting));
  simulate(huge("post-copy", setting), { observer: { stalled: (_, since, until) => stalls.push(until - since) } });
  const seconds = HUGE / LINK;
  // Behind the huge page that the push has begun.
  for (const stall of stalls) assert(stall < 2.1 * seconds, `${stall}`);
  assert(stalls.some((stall) => stall > 1.5 * seconds));
  assert(result.demandFaults <= 40, `${result.demandFaults}`);
  const { demandFaults } = simulate(huge("post-copy", setting, null));
  assert(demandFaults > 5 * result.demandFaults, `${demandFaults}, huge ${result.demandFaults}`);
});

Deno.test("a huge page on a connection of its own shares the busy link, and overtakes the queue", () => {
  const setting = {
    workload: { kind: "uniform", writesPerSecond: 20, touchesPerWrite: 1 },
    queueBytes: 3000 * PAGE_BYTES_SENT,
    migration: { preempt: true },
  } as const;
  const stalls: number[] = [];
  simulate({ ...huge("post-copy", setting), network: { ...huge("post-copy", setting).network, linkQueueBytes: 0 } }, {
    observer: { stalled: (_, since, until) => stalls.push(until - since) },
  });
  const sorted = stalls.toSorted((a, b) => a - b);
  assertAlmostEquals(sorted[Math.floor(sorted.length / 3)], 2 * HUGE / LINK, 0.3 * HUGE / LINK);
});

Deno.test("huge pages of any size move whole, each page once", () => {
  const size = fc.constantFrom(2, 8, 32, 64, 512);
  const workload = fc.record({
    kind: fc.constant("uniform" as const),
    writesPerSecond: fc.constantFrom(10, 1000, 1e5),
    touchesPerWrite: fc.constantFrom(0, 1, 5),
  });
  const options = fc.record({
    preempt: fc.boolean(),
    qemuVersion: fc.constantFrom(7.2, 8),
    prepullPages: fc.nat({ max: 9 }),
  });
  const queue = fc.constantFrom(0, 1e5, 3e6);
  fc.assert(
    fc.property(
      size,
      workload,
      options,
      queue,
      fc.integer({ min: 1, max: 3 }),
      (pages, part, migration, queueBytes, vcpus) => {
        for (const engine of ["three-stage", "post-copy"] as const) {
          const scenario = huge(engine, { pages: 4096, workload: part, migration, queueBytes }, pages * 4096);
          const { events, result } = watch({ ...scenario, vm: { ...scenario.vm, vcpus, zeroPages: 700 } });
          const pushed = passes(events).at(-1)!.sent;
          assertStrictEquals(new Set(pushed).size, pushed.length);
          const groups = new Map<number, number>();
          for (const page of pushed) {
            groups.set(
              Math.floor(page / pages),
              (groups.get(Math.floor(page / pages)) ?? 0) + 1,
            );
          }
          assertEquals([...new Set(groups.values())], [pages]);
          assertStrictEquals(result.verdict, "converged");
        }
      },
    ),
    { numRuns: 60 },
  );
});
