import { assert, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { figuresOf, PANEL_VALUE, type PaperRow, simulateBars, simulationsOf } from "../../lib/paper/bars.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import type { Scenario } from "../../lib/scenario/types.ts";

/** Three replicates of each of the sixteen bars, with distinct values. */
function rows(): PaperRow[] {
  return (["low", "high"] as const).flatMap((dirtyRate, d) =>
    [128, 256, 512, 1024].flatMap((memoryMiB, m) =>
      (["pre-copy", "three-stage"] as const).flatMap((engine, e) =>
        [0, 1, 5].map((replicate): PaperRow => {
          const base = 1000 * d + 100 * m + 10 * e + replicate;
          return {
            dirtyRate,
            memoryMiB,
            engine,
            totalSeconds: base,
            pagesTransferred: 256 * (base + 5000),
            downtimeSeconds: (base + 10_000) / 1000,
          };
        })
      )
    )
  );
}

const bars = (seed: string, onProgress?: () => void) =>
  simulateBars({ calibration: "supported", seed, replicates: 1, onProgress });

Deno.test("figuresOf averages the replicates of each bar and keeps their extremes, in the panel's unit", () => {
  // In any order, because a bar is identified by its fields.
  const figures = figuresOf(rows().toReversed());
  for (const [d, figure] of (["4", "5"] as const).entries()) {
    for (const [panel, offset] of [["a", 0], ["b", 5000], ["c", 10_000]] as const) {
      const bars = figures[figure][panel];
      assertEquals(bars.map(({ memoryMiB, engine }) => [memoryMiB, engine]), [
        [128, "pre-copy"],
        [128, "three-stage"],
        [256, "pre-copy"],
        [256, "three-stage"],
        [512, "pre-copy"],
        [512, "three-stage"],
        [1024, "pre-copy"],
        [1024, "three-stage"],
      ]);
      bars.forEach(({ mean, min, max }, i) => {
        const base = 1000 * d + 100 * Math.floor(i / 2) + 10 * (i % 2) + offset;
        assertEquals([mean, min, max].map((value) => Math.round(value * 1e6) / 1e6), [base + 2, base, base + 5]);
      });
    }
  }
});

Deno.test("the panels show seconds, MiB and milliseconds", () => {
  const row = { ...rows()[0], totalSeconds: 7, pagesTransferred: 512, downtimeSeconds: 0.25 };
  assertEquals([PANEL_VALUE.a(row), PANEL_VALUE.b(row), PANEL_VALUE.c(row)], [7, 2, 250]);
});

Deno.test("simulateBars simulates two dirty rates, four sizes, two engines and the replicates", () => {
  let calls = 0;
  const rows = bars("bars", () => calls++);
  assertStrictEquals(calls, simulationsOf(1));
  const names = rows.map(({ dirtyRate, memoryMiB, engine }) => `${dirtyRate} ${memoryMiB} ${engine}`);
  assertStrictEquals(new Set(names).size, 16);
  for (const row of rows) {
    assert(row.totalSeconds > row.downtimeSeconds && row.downtimeSeconds > 0);
    assert(row.pagesTransferred >= row.memoryMiB * 256);
  }
  assertEquals(bars("bars"), rows);
  assertNotEquals(bars("other bars"), rows);
});

Deno.test("the sixteen bars differ only in memory, engine and the guest's writes: one calibration for the paper", () => {
  const scenarios = (["song2014Low", "song2014High"] as const).flatMap((preset) =>
    [128, 256, 512, 1024].flatMap((memoryMiB) =>
      (["pre-copy", "three-stage"] as const).map((engine) =>
        parseScenario({ preset, vm: { memoryBytes: memoryMiB * 2 ** 20 }, migration: { engine } })
      )
    )
  );
  const constants = ({ vm, source, destination, network, migration, seed }: Scenario) => ({
    vm: { ...vm, memoryBytes: 0 },
    source,
    destination,
    network,
    migration: { ...migration, engine: null },
    seed,
  });
  for (const scenario of scenarios) assertEquals(constants(scenario), constants(scenarios[0]));
  assertStrictEquals(new Set(scenarios.map(({ workload }) => JSON.stringify(workload))).size, 8);
  assertEquals(scenarios[0].source, scenarios[0].destination);
  assertStrictEquals(scenarios[0].vm.vcpus, 2);
  assertStrictEquals(scenarios[0].network.bandwidthBitsPerSecond, 1e9);
});
