import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { beginRun, endRun, passRunning, passStopped, phase, type RunOptions } from "../../../lib/engine/run/run.ts";
import type { Phase, Verdict } from "../../../lib/engine/run/result.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { RatedWorkload, ScenarioInput, Workload } from "../../../lib/scenario/types.ts";
import { listed } from "../../bitmap/model.ts";

const runOf = (more: ScenarioInput = {}, options?: RunOptions) =>
  beginRun(parseScenario({ vm: { memoryBytes: 100 * 4096 }, ...more }), options);

Deno.test("pages move at the rate of the slowest of source, destination, link and, while the guest runs, cap", () => {
  const rates = (source: number, destination: number, link: number, maxBytesPerSecond: number | null) => {
    const run = runOf({
      source: { copyBytesPerSecond: source },
      destination: { copyBytesPerSecond: destination },
      network: { bandwidthBitsPerSecond: link * 8, framingEfficiency: 1 },
      migration: { maxBytesPerSecond },
    });
    return [run.freeBytesPerSecond, run.liveBytesPerSecond];
  };
  assertEquals(rates(10, 20, 30, null), [10, 10]);
  assertEquals(rates(30, 20, 25, 40), [20, 20]);
  assertEquals(rates(30, 40, 25, 5), [25, 5]);
});

Deno.test("the default time limit is ten passes over memory, and at least a minute", () => {
  const limit = (memoryBytes: number, timeLimitSeconds: number | null) =>
    runOf({
      vm: { memoryBytes },
      source: { copyBytesPerSecond: 1e6 },
      migration: { timeLimitSeconds },
    }).timeLimitSeconds;
  assertStrictEquals(limit(2 ** 20, null), 60);
  assert(Math.abs(limit(2 ** 30, null) - 10 * 2 ** 30 / 1e6) < 1e-6);
  assertStrictEquals(limit(2 ** 30, 5), 5);
});

Deno.test("zero pages are those of the VM, if they are detected, except the pages that its workload writes", () => {
  const zeroPages = (zeroFirstPage: number | null, workload: Workload[], detectZeroPages = true) => {
    const vm = { memoryBytes: 100 * 4096, zeroPages: 40, zeroFirstPage };
    const { zero } = runOf({ vm, workload, migration: { detectZeroPages } });
    return zero && listed(zero);
  };
  const span = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  const writing = (firstPage: number, pages: number | undefined, writesPerSecond: number): RatedWorkload => {
    return { kind: "uniform", firstPage, pages, writesPerSecond };
  };
  assertEquals(zeroPages(null, []), span(60, 100));
  assertEquals(zeroPages(10, []), span(10, 50));
  assertStrictEquals(zeroPages(10, [], false), null);
  // A workload that never writes, one that ends before the zero pages, one within them, and one across their end.
  assertEquals(zeroPages(10, [writing(20, 20, 0), writing(0, undefined, 5)]), span(10, 50));
  assertEquals(zeroPages(10, [writing(20, 5, 1e-9), { ...writing(45, 30, 5), kind: "sequential" }]), [
    ...span(10, 20),
    ...span(25, 45),
  ]);
  assertEquals(zeroPages(10, [writing(0, 100, 1)]), []);
  assertStrictEquals(runOf({ migration: { detectZeroPages: true } }).zero, null);
});

Deno.test("guest time does not advance while the guest is stopped", () => {
  const run = runOf();
  passRunning(run, 2);
  passStopped(run, 3);
  passRunning(run, 4);
  assertStrictEquals(run.seconds, 9);
  assertStrictEquals(run.guestSeconds, 6);
});

Deno.test("a phase records its time, pages and bytes; downtime is the sum of phases with the guest nowhere", () => {
  const run = runOf();
  passRunning(run, 1);
  const value = phase(run, "copy", "nowhere", () => {
    passStopped(run, 2);
    run.result.pagesTransferred += 7;
    run.result.bytesTransferred += 70;
    return "done";
  });
  assertStrictEquals(value, "done");
  assertEquals(run.result.phases, [{
    name: "copy",
    guest: "nowhere",
    startSeconds: 1,
    seconds: 2,
    pages: 7,
    bytes: 70,
  }]);
  const result = endRun(run, "forced");
  assertEquals([result.verdict, result.totalSeconds, result.downtimeSeconds], ["forced", 3, 2]);
});

Deno.test("the observer is called when a phase begins", () => {
  const phases: unknown[] = [];
  const run = runOf({}, { observer: { phase: (...what) => phases.push(what) } });
  passRunning(run, 1);
  phase(run, "copy", "nowhere", () => {
    assertEquals(phases, [["copy", "nowhere", 1]]);
    passStopped(run, 2);
  });
  assertStrictEquals(phases.length, 1);
});

Deno.test("an abandoned migration has a downtime only if the guest runs at the destination", () => {
  const downtime = (verdict: Verdict, ...guests: Phase["guest"][]) => {
    const run = runOf();
    for (const guest of guests) phase(run, "copy", guest, () => passStopped(run, 2));
    return endRun(run, verdict).downtimeSeconds;
  };
  assertStrictEquals(downtime("diverged", "source"), null);
  assertStrictEquals(downtime("diverged", "source", "nowhere", "nowhere"), null);
  assertStrictEquals(downtime("diverged", "source", "nowhere", "nowhere", "destination"), 4);
  assertStrictEquals(downtime("converged", "source", "nowhere"), 2);
});
