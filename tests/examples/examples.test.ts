import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { simulate } from "../../lib/simulate.ts";
import { sweep } from "../../lib/sweep.ts";
import type { MigrationResult } from "../../lib/engine/run/result.ts";
import type { ScenarioInput } from "../../lib/scenario/types.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { type SweepPlan, taskList } from "../../lib/sweep/plan.ts";

const EXAMPLES = new URL("../../examples/", import.meta.url);
const readJson = (path: string) => JSON.parse(Deno.readTextFileSync(new URL(path, EXAMPLES)));

/** Each scenario with what it shows. */
const SHOWS: Record<string, (result: MigrationResult) => void> = {
  "database-by-post-copy": ({ verdict, downtimeSeconds, demandFaults, stallSeconds }) => {
    assertStrictEquals(verdict, "converged");
    assert(downtimeSeconds! < 0.01);
    assert(demandFaults > 10_000 && stallSeconds > 1);
  },
  "hybrid-on-qemu": ({ verdict, pagesTransferred }) => {
    assertStrictEquals(verdict, "converged");
    assert(pagesTransferred < 2 * 2 ** 20);
  },
  "idle-4-gib": ({ verdict, pagesTransferred }) => {
    assertEquals({ verdict, pagesTransferred }, { verdict: "converged", pagesTransferred: 2 ** 20 });
  },
  "kernel-build-on-xen-4.1": ({ verdict, rounds }) => {
    assertStrictEquals(verdict, "forced");
    assert(rounds.some(({ pagesSkipped }) => pagesSkipped > 0));
  },
  "memtester-faster-than-the-link": ({ verdict, downtimeSeconds }) => {
    assertEquals({ verdict, downtimeSeconds }, { verdict: "diverged", downtimeSeconds: null });
  },
  "memtester-with-auto-converge": ({ verdict, downtimeSeconds }) => {
    assertStrictEquals(verdict, "converged");
    assert(downtimeSeconds! < 0.35);
  },
  "song-2014-testbed": ({ verdict, hypervisor, engine }) => {
    assertEquals({ verdict, hypervisor, engine }, {
      verdict: "converged",
      hypervisor: "xen-4.1",
      engine: "three-stage",
    });
  },
  "web-server-on-qemu": ({ verdict, downtimeSeconds, zeroPagesTransferred }) => {
    assertEquals({ verdict, zeroPagesTransferred }, { verdict: "converged", zeroPagesTransferred: 2 ** 19 });
    assert(downtimeSeconds! < 0.3);
  },
};

Deno.test("every example scenario has a test", () => {
  const files = Array.from(Deno.readDirSync(new URL("scenarios/", EXAMPLES)), ({ name }) => name);
  assertEquals(files.sort(), Object.keys(SHOWS).map((name) => `${name}.json`));
});

for (const [name, shows] of Object.entries(SHOWS)) {
  Deno.test(`examples/scenarios/${name}.json names the JSON Schema and shows what it is for`, () => {
    const scenario: ScenarioInput = readJson(`scenarios/${name}.json`);
    const schema = new URL(scenario.$schema!, new URL(`scenarios/${name}.json`, EXAMPLES));
    assertStrictEquals(schema.href, new URL("../docs/scenario.schema.json", EXAMPLES).href);
    shows(simulate(scenario));
  });
}

Deno.test("examples/plans/song-2014-figures-4-and-5.json: three-stage copy is faster at every size", () => {
  const plan: SweepPlan = readJson("plans/song-2014-figures-4-and-5.json");
  const rows = Array.from(sweep(plan));
  assertStrictEquals(rows.length, 2 * 4 * 2 * 5);
  for (const row of rows) {
    assertStrictEquals(row.verdict, row["migration.engine"] === "pre-copy" ? "forced" : "converged");
  }
  const fastest = Map.groupBy(rows, (row) => `${row.preset} ${row["vm.memoryBytes"]} ${row.replicate}`);
  for (const [point, pair] of fastest) {
    assert(pair.length === 2 && pair[1].totalSeconds < pair[0].totalSeconds, point);
  }
});

Deno.test("examples/plans/memory-by-write-rate.json: pre-copy diverges at the highest write rate, and there only", () => {
  const plan: SweepPlan = readJson("plans/memory-by-write-rate.json");
  const rows = Array.from(sweep(plan));
  assertStrictEquals(rows.length, 3 * 4 * 3);
  for (const row of rows) {
    const beyond = row["migration.engine"] === "pre-copy" && row["workload.writesPerSecond"] === 80_000;
    assertStrictEquals(row.verdict, beyond ? "diverged" : "converged");
  }
});

Deno.test("examples/plans/demo.json: 2,000 valid scenarios over memory, write rate, link and engine", () => {
  const tasks = taskList(readJson("plans/demo.json"));
  assertStrictEquals(tasks.length, 2000);
  assertEquals(Object.keys(tasks.axes), [
    "vm.memoryBytes",
    "workload.writesPerSecond",
    "network.bandwidthBitsPerSecond",
    "migration.engine",
  ]);
  for (let i = 0; i < tasks.length; i++) parseScenario(tasks.at(i).scenario);
  // Pre-copy of the idlest guest and of the busiest, over the slowest link.
  const [idle, busy] = [tasks.at(0), tasks.at(2000 - 5 * 4)].map(({ scenario }) => simulate(scenario));
  assertEquals([idle.verdict, busy.verdict], ["converged", "diverged"]);
});
