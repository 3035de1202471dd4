import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import type { SweepPlan } from "../../lib/sweep/plan.ts";
import { collect, sweep } from "../../lib/sweep.ts";
import { type StreamOptions, streamRecords } from "../../lib/sweep/stream.ts";

const PLAN = {
  base: { workload: { kind: "uniform", writesPerSecond: 3000 } },
  axes: { "vm.memoryBytes": [2 ** 22, 2 ** 23, 2 ** 24], "migration.engine": ["pre-copy", "three-stage"] },
  replicates: 20,
} satisfies SweepPlan;

const recordsOf = async (plan: SweepPlan, options: StreamOptions) =>
  (await Array.fromAsync(streamRecords(plan, options))).flat();

Deno.test("the records of a sweep do not depend on the number of workers", async () => {
  const expected = sweep(PLAN).map((row) => ({ ...row, error: null }));
  for (const workers of [0, 1, 3]) assertEquals(await recordsOf(PLAN, { workers }), expected);
});

Deno.test("a part of a plan has every stride-th task", async () => {
  const all = await recordsOf(PLAN, { workers: 0 });
  const part = { first: 5, stride: 7, count: 16 };
  const expected = Array.from({ length: 16 }, (_, i) => all[5 + 7 * i]);
  for (const workers of [0, 2]) assertEquals(await recordsOf(PLAN, { part, workers }), expected);
  assertEquals(await recordsOf(PLAN, { part: { ...part, count: 0 }, workers: 2 }), []);
});

Deno.test("a task that fails is a record with its error and the same fields", async () => {
  const plan = { axes: { "vm.memoryBytes": [4096, 1000] } };
  const [good, bad] = await recordsOf(plan, { workers: 0 });
  assertEquals(Object.keys(bad), Object.keys(good));
  assertStrictEquals(good.error, null);
  const message = "Cannot read scenario: vm.memoryBytes must be a whole number of pages of 4096 bytes, got 1000";
  assertEquals([bad.verdict, bad.totalSeconds, bad.error], [null, null, message]);
  await assertRejects(() => collect(plan, { workers: 1 }), RangeError, message);
});

Deno.test("collect returns the rows of sweep, and reports progress", async () => {
  const seen: number[] = [];
  const rows = await collect(PLAN, { workers: 2, onProgress: (done, total) => seen.push(done / total) });
  assertEquals(rows, sweep(PLAN));
  assertEquals([seen.length, seen[0], seen.at(-1)], [120, 1 / 120, 1]);
});

Deno.test("sweep with workers yields rows in order, and leaving the loop stops it", async () => {
  const [first, second] = sweep(PLAN);
  const rows = [];
  for await (const row of sweep(PLAN, { workers: 2 })) {
    if (rows.push(row) === 2) break;
  }
  assertEquals(rows, [first, second]);
});

Deno.test("a signal stops a sweep, which throws its reason", async () => {
  const reason = new Error("enough");
  for (const workers of [0, 2]) {
    const controller = new AbortController();
    const plan = { ...PLAN, base: { ...PLAN.base, vm: { vcpus: 2 } }, replicates: 2000 };
    let batches = 0;
    const error = await assertRejects(async () => {
      for await (const _ of streamRecords(plan, { workers, signal: controller.signal })) {
        if (++batches === 2) controller.abort(reason);
      }
    });
    assertStrictEquals(error, reason);
    await assertRejects(() => recordsOf(PLAN, { workers, signal: controller.signal }), Error, "enough");
  }
});

Deno.test("sweep rejects options that make no sense", async () => {
  await assertRejects(
    () => collect(PLAN, { workers: 1.5 }),
    RangeError,
    "workers must be a whole number from 1 to 1024",
  );
  assertThrowsWith(() => sweep(PLAN, { signal: new AbortController().signal } as never), {
    name: "TypeError",
    message: "Cannot sweep: a signal needs workers; give workers too",
  });
});
