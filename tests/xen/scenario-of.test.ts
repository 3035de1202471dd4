import { assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { measuredRuns } from "../../lib/xen/measured.ts";
import { scenarioOf } from "../../lib/xen/scenario-of.ts";
import { runOf } from "./runs.ts";

Deno.test("nothing measured enters the scenario", () => {
  const [run] = measuredRuns();
  const measured = { ...run.measured, totalSeconds: 1, downtimeSeconds: 1, passes: [], pagesTransferred: 1 };
  assertEquals(scenarioOf({ ...run, measured, hostLoad: 9 }), scenarioOf(run));
});

Deno.test("each input enters the scenario", () => {
  const base = scenarioOf(runOf());
  for (
    const change of [
      { memoryBytes: 128 * 2 ** 20 },
      { linkMbitPerSecond: null },
      { guest: "pvh" },
      { workload: { kind: "uniform", pages: 6000, writesPerSecond: 1001 } },
      { workload: { kind: "sequential", pages: 6000, writesPerSecond: 1000 } },
      { workload: { kind: "hot-cold", pages: 6000, writesPerSecond: 1000, hotFraction: 0.1, hotShare: 0.9 } },
      { workload: { kind: "idle" } },
      { workload: { kind: "memtester", size: "32M" } },
    ]
  ) assertNotEquals(scenarioOf(runOf(change)), base);
});

Deno.test("all runs have the same hosts", () => {
  const hosts = measuredRuns().map((run) => {
    const { source, destination } = scenarioOf(run);
    return { source, destination };
  });
  for (const host of hosts) assertEquals(host, hosts[0]);
});

Deno.test("every run's scenario is complete, and its frames are those that Xen walks", () => {
  for (const run of measuredRuns()) {
    const { vm } = parseScenario(scenarioOf(run));
    assertStrictEquals(vm.memoryBytes / 4096 + vm.unpopulatedPages, run.measured.passes[0].pages, run.id);
  }
});
