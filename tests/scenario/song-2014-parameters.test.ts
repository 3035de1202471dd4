import { assertEquals, assertStrictEquals } from "@std/assert";
import { type Dirtying, dirtyingWorkload } from "../../lib/scenario/song-2014-parameters.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";

const DIRTYING: Dirtying = {
  hotPages: 100.4,
  hotWritesPerPageSecond: 2,
  sweptFraction: 0.25,
  sweptPagesPerSecond: 500,
};
const vm = (pages: number) => parseScenario({ vm: { memoryBytes: pages * 4096 } }).vm;

Deno.test("dirtyingWorkload is a hot set of fixed size and a sequential writer over a fraction of the rest, at a fixed rate", () => {
  assertEquals(dirtyingWorkload(DIRTYING, vm(1100)), [
    { kind: "uniform", firstPage: 0, pages: 100, writesPerSecond: 200 },
    { kind: "sequential", firstPage: 100, pages: 250, writesPerSecond: 500 },
  ]);
  assertEquals(dirtyingWorkload(DIRTYING, vm(10_100)), [
    { kind: "uniform", firstPage: 0, pages: 100, writesPerSecond: 200 },
    { kind: "sequential", firstPage: 100, pages: 2500, writesPerSecond: 500 },
  ]);
});

Deno.test("dirtyingWorkload stays within memory, and has no sequential writer if no pages are left for it", () => {
  assertEquals(dirtyingWorkload(DIRTYING, vm(60)), [
    { kind: "uniform", firstPage: 0, pages: 60, writesPerSecond: 120 },
  ]);
  assertStrictEquals(dirtyingWorkload({ ...DIRTYING, sweptFraction: 0 }, vm(5000)).length, 1);
});
