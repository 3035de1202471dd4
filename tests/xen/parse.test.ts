import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { measuredRuns } from "../../lib/xen/measured.ts";
import { parseXenRun } from "../../lib/xen/parse.ts";
import { rawRun, runOf } from "./runs.ts";

Deno.test("memtester's size and an idle guest's missing buffer are read as pages and rates", () => {
  const workload = (value: unknown) => runOf({ workload: value }).workload;
  assertEquals(workload({ kind: "memtester", size: "32M" }), {
    kind: "memtester",
    pages: 8192,
    writesPerSecond: null,
  });
  assertEquals(workload({ kind: "idle" }), { kind: "idle", pages: 0, writesPerSecond: 0 });
});

Deno.test("what has been read can be written and read again", () => {
  for (const run of measuredRuns()) assertEquals(parseXenRun(JSON.parse(JSON.stringify(run)), "again"), run);
});

Deno.test("fields that are not compared are dropped", () => {
  const run = runOf({ more: 1, measured: { ...rawRun().measured as object, steps: {} } });
  assert(!("more" in run) && !("steps" in run.measured));
});

Deno.test("a wrong field is named with its line and what it must be", () => {
  const fails = (changes: Record<string, unknown>, error: typeof TypeError | typeof RangeError, message: string) =>
    assertThrows(() => parseXenRun(rawRun(changes), "xen.jsonl line 3"), error, message);
  fails({ guest: "hvm" }, RangeError, "xen.jsonl line 3.guest must be one of pv, pvh");
  fails({ linkMbitPerSecond: 0 }, RangeError, "linkMbitPerSecond must be a number of Mbit/s");
  fails({ memoryBytes: undefined }, TypeError, "memoryBytes");
  fails(
    { workload: { kind: "uniform", pages: 20_000, writesPerSecond: 1 } },
    RangeError,
    "Cannot read measured run: xen.jsonl line 3.workload.pages must be at most the guest's 16384 pages, got 20000",
  );
});

Deno.test("the table has 40 runs, three of them PVH, whose pages add up", () => {
  const runs = measuredRuns();
  assertStrictEquals(runs.length, 40);
  assertStrictEquals(runs.filter(({ guest }) => guest === "pvh").length, 3);
  for (const { id, measured } of runs) {
    const sum = measured.passes.reduce((sum, { pages }) => sum + pages, 0);
    assertStrictEquals(sum, measured.pagesTransferred, id);
  }
});

Deno.test("the rules hold in every run: at most five live passes, fewer only after one below 50 pages", () => {
  for (const { id, measured } of measuredRuns()) {
    const live = measured.passes.slice(0, -1);
    assert(live.length <= 5, id);
    live.slice(0, -1).forEach(({ pages }) => assert(pages >= 50, id));
    if (live.length < 5) assert(live[live.length - 1].pages < 50, id);
  }
});
