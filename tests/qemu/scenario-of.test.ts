import { assert, assertEquals, assertStrictEquals, fail } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import fc from "fast-check";
import { simulate } from "../../lib/simulate.ts";
import { measuredRuns } from "../../lib/qemu/measured.ts";
import { parseQemuRun } from "../../lib/qemu/parse.ts";
import { scenarioOf } from "../../lib/qemu/scenario-of.ts";
import type { QemuRun } from "../../lib/qemu/types.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import type { RatedWorkload, ScenarioInput } from "../../lib/scenario/types.ts";
import { runOf } from "./runs.ts";

const ALL = () => [...measuredRuns(), ...measuredRuns({ options: true })];

/** The run, with a proxy that throws if its outcome is read. */
function unmeasured(run: QemuRun): QemuRun {
  const outcome = new Set<PropertyKey>(["measured", "firstPass", "timeline", "id"]);
  return new Proxy(run, {
    get(target, key) {
      assert(!outcome.has(key), `${String(key)} is not an input`);
      return Reflect.get(target, key);
    },
    ownKeys: () => fail("the list of all fields is not an input"),
  });
}

Deno.test("scenarioOf reads no measured field", () => {
  for (const run of ALL()) assertEquals(scenarioOf(unmeasured(run)), scenarioOf(run));
  assertThrowsWith(() => unmeasured(runOf()).measured, /measured is not an input/);
});

const parts = (input: ScenarioInput) => input.workload as RatedWorkload[];
/** Pages per second that take the whole CPU. */
const FLAT_OUT = parts(scenarioOf(runOf({ workload: { pagesPerSecond: null } })))[0].writesPerSecond;

Deno.test("scenarioOf uses one set of constants for all runs", () => {
  const constants = ALL().map((run) => {
    const { vm, network, destination, migration, ...rest } = scenarioOf(run);
    const [program, kernel, ...others] = parts(scenarioOf(run));
    const { switchDelaySeconds, maxBytesPerSecond, syncAwaitsVcpus } = migration!;
    return {
      others,
      preset: rest.preset,
      fields: Object.keys(rest),
      destination,
      parts: [vm, network, migration].map((part) => Object.keys(part!)),
      stateBytes: vm!.stateBytes,
      framing: network!.framingEfficiency,
      growth: network!.queueGrowthSeconds,
      kernel: { ...kernel, extents: [] },
      program: [program.catchUpSeconds, Math.min(1, program.writesPerSecond / FLAT_OUT) / program.cpuShare!],
      touches: program.kind === "sequential" ? 1 : program.touchesPerWrite,
      migration: [switchDelaySeconds, maxBytesPerSecond, syncAwaitsVcpus],
    };
  });
  const rounded = (one: typeof constants[number]) => ({ ...one, program: one.program.map((x) => x!.toPrecision(9)) });
  for (const one of constants) assertEquals(rounded(one), rounded(constants[0]));
});

Deno.test("scenarioOf derives the queue from the link only", () => {
  const queue = (run: QemuRun) => {
    const { queueBytes, queueGrownBytes } = scenarioOf(run).network!;
    return [queueBytes!, queueGrownBytes!];
  };
  const byLink = new Map<number, number[]>();
  for (const run of ALL()) {
    byLink.set(run.linkMbitPerSecond, byLink.get(run.linkMbitPerSecond) ?? queue(run));
    assertEquals(queue(run), byLink.get(run.linkMbitPerSecond));
  }
  assertEquals(byLink.size, 4);
  for (const [young, grown] of byLink.values()) assert(grown >= young && young > 1e6);
});

Deno.test("scenarioOf takes memory, zero pages, link, limit, engine and capabilities from the run", () => {
  const scenario = parseScenario(scenarioOf(runOf({
    engine: "post-copy",
    vcpus: 3,
    capabilities: ["postcopy-preempt"],
    linkMbitPerSecond: 123,
    downtimeLimitMs: 70,
  })));
  const { memoryBytes, zeroExtents, vcpus } = scenario.vm;
  assertEquals([memoryBytes, zeroExtents!.reduce((sum, { pages }) => sum + pages, 0), vcpus], [8192 * 4096, 1000, 3]);
  assertStrictEquals(scenario.network.bandwidthBitsPerSecond, 123e6);
  const { engine, hypervisor, downtimeLimitSeconds, preempt, autoConverge, maxBytesPerSecond } = scenario.migration;
  assertEquals([engine, hypervisor, downtimeLimitSeconds, maxBytesPerSecond], ["post-copy", "qemu", 0.07, null]);
  assertEquals([preempt, autoConverge, scenario.migration.qemuVersion], [true, false, 7.2]);
  assertStrictEquals(scenarioOf(runOf({ capabilities: ["auto-converge"] })).migration!.autoConverge, true);
});

Deno.test("scenarioOf places the program's buffer by the guest's layout, with the run's or the given rate", () => {
  const [uniform] = parts(scenarioOf(runOf({ totalPages: 50_000, memoryMiB: 196 })));
  const pages = uniform.extents!.reduce((sum, { pages }) => sum + pages, 0);
  assertEquals([uniform.kind, pages, uniform.writesPerSecond], ["uniform", 2048, 2000]);
  const [sequential] = parts(scenarioOf(runOf({ workload: { kind: "sequential" } })));
  // After 3.3 s at 2000 pages per second, in a buffer of 2048 pages.
  assert(sequential.kind === "sequential" && sequential.startPage === 6600 % 2048);
  const [hot] = parts(scenarioOf(runOf({ workload: { kind: "hot-cold", hotFraction: 0.2, hotShare: 0.7 } })));
  assertEquals(hot.kind === "hot-cold" && [hot.hotFraction, hot.hotShare], [0.2, 0.7]);
  const memtester = runOf({ workload: { kind: "memtester", pagesPerSecond: null } });
  const [told] = parts(scenarioOf(memtester, 777));
  assertEquals([told.kind, told.writesPerSecond], ["sequential", 777]);
  const [flatOut] = parts(scenarioOf(memtester));
  assertStrictEquals(flatOut.cpuShare, 1);
});

Deno.test("scenarioOf returns a valid scenario for every run that parseQemuRun accepts", () => {
  const size = fc.tuple(fc.constantFrom(1, 40, 3000, 9000, 20_000), fc.double({ min: 0, max: 1, noNaN: true }));
  const anyRun = fc.record({
    size,
    bufferShare: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    engine: fc.constantFrom("pre-copy" as const, "three-stage" as const, "post-copy" as const),
    kind: fc.constantFrom("uniform" as const, "hot-cold" as const, "sequential" as const, "memtester" as const),
    pagesPerSecond: fc.constantFrom(0, 1e-3, 10, 1e5, 1e12, null),
    linkMbitPerSecond: fc.constantFrom(10, 1000, 1e6),
    downtimeLimitMs: fc.constantFrom(0, 300, 1e6),
    capabilities: fc.subarray(["auto-converge", "postcopy-preempt", "x-unknown"]),
    vcpus: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(anyRun, ({ size: [totalPages, zeroShare], bufferShare, kind, pagesPerSecond, ...rest }) => {
      const zeroPages = Math.floor(zeroShare * (totalPages - 1));
      const bufferMiB = bufferShare * (totalPages - zeroPages) / 256;
      const run = runOf({ ...rest, totalPages, zeroPages, workload: { kind, bufferMiB, pagesPerSecond } });
      const scenario = scenarioOf(parseQemuRun(run, "line 1"));
      const { verdict } = simulate({ ...scenario, migration: { ...scenario.migration, timeLimitSeconds: 1 } });
      assert(verdict === "converged" || verdict === "diverged");
    }),
    { numRuns: 60 },
  );
});
