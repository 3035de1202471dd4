import { assert, assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import { heldOutNames, nameOf, repeatsOf, wasQuiet, withIdleLogs } from "../../lib/qemu/repeats.ts";
import type { QemuRun } from "../../lib/qemu/types.ts";
import { validateRuns } from "../../lib/qemu/validate.ts";
import { runOf } from "./runs.ts";

const hostOf = (otherShare: number) => ({ before: 0.5, after: 0.5, otherShare });
const repeat = (number: number, changes: Parameters<typeof runOf>[0] = {}) => runOf({ repeat: number, ...changes });

Deno.test("repeatsOf groups repeats of the same id, capabilities and hypervisor, and leaves other runs alone", () => {
  const capabilities = ["postcopy-preempt"];
  const runs = [
    runOf(),
    repeat(1),
    repeat(1, { capabilities }),
    runOf(),
    repeat(2),
    repeat(3, { hypervisor: "QEMU 10" }),
  ];
  const groups = repeatsOf(runs);
  assertEquals(groups.map((group) => group.map((run) => runs.indexOf(run))), [[0], [1, 4], [2], [3], [5]]);
});

Deno.test("repeatsOf leaves out repeats on a busy machine, unless there are no others", () => {
  const [busy, quiet] = [repeat(1, { host: hostOf(0.3) }), repeat(2, { host: hostOf(0.01) })];
  assertEquals([busy, quiet, runOf()].map(wasQuiet), [false, true, true]);
  assertEquals(repeatsOf([busy, quiet]), [[quiet]]);
  assertEquals(repeatsOf([busy]), [[busy]]);
});

Deno.test("validate compares with the mean of the repeats, and tells the error in their standard deviations", () => {
  const downtimeSeconds = 0.2;
  const runs = [1, 1.2].map((totalTimeSeconds, i) =>
    repeat(i + 1, { measured: { totalTimeSeconds, downtimeSeconds } })
  );
  const [{ measured, predicted, error, repeats }, alone] = validateRuns([...runs, runOf()], { seeds: 2 }).runs;
  assertStrictEquals(measured.totalTimeSeconds, 1.1);
  assertStrictEquals(repeats!.count, 2);
  const deviation = Math.sqrt(0.02);
  assertAlmostEquals(repeats!.error.totalTime!, Math.abs(predicted.totalSeconds - 1.1) / deviation, 1e-9);
  // Equal repeats have no deviation.
  assertStrictEquals(repeats!.error.downtimeMs, null);
  assert(error.downtimeMs !== null);
  assertStrictEquals(alone.repeats, undefined);
});

Deno.test("a run that was measured on a busy machine only does not count", () => {
  const runs = [repeat(1, { host: hostOf(0.3) }), repeat(1, { id: "b", host: hostOf(0.01) })];
  assertEquals(validateRuns(runs, { seeds: 1 }).runs.map(({ counted }) => counted), [false, true]);
});

const IDLE = { pagesPerSecond: 0 };

Deno.test("heldOutNames takes every third run of each engine by a hash, all its repeats, and no idle log", () => {
  const engines = ["pre-copy", "post-copy"] as const;
  const runs = engines.flatMap((engine) =>
    Array.from({ length: 30 }, (_, i) => runOf({ id: `${engine} ${i >> 1}`, engine, repeat: 1 + i % 2 }))
  );
  const held = heldOutNames([...runs, runOf({ id: "idle", engine: "post-copy", workload: IDLE })]);
  for (const engine of engines) {
    assertStrictEquals([...held].filter((name) => name.startsWith(engine)).length, 5);
  }
  assertEquals(heldOutNames(runs.toReversed()), held);
  assertStrictEquals(runs.filter((run) => held.has(nameOf(run))).length, 20);
});

Deno.test("withIdleLogs reads off an idle guest of the same size which pages a resumed guest touches", () => {
  const guest: QemuRun["guest"] = { buffer: [{ firstPage: 10, pages: 2048 }], zeros: [], kernelWritten: [] };
  const log = runOf({
    engine: "post-copy",
    workload: IDLE,
    guest,
    faults: [[0, 7, 0.1], [0.05, 5, 0.1], [0.06, 7, 0], [1.5, 3, 0]],
  });
  const [own, same, larger, unknown] = withIdleLogs([
    log,
    runOf({ guest }),
    runOf({ guest, vcpus: 2 }),
    runOf(),
  ]);
  assertEquals([own, same, larger, unknown].map((run) => run.guest?.resumePages), [
    [7, 7, 5],
    [7, 7, 5],
    undefined,
    undefined,
  ]);
  const given = { ...guest, resumePages: [1] };
  assertEquals(withIdleLogs([log, runOf({ guest: given })])[1].guest, given);
});
