// cspell:ignore memroy
import { assertEquals, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { simulate } from "../../lib/simulate.ts";
import { type SweepPlan, tasksOf } from "../../lib/sweep/plan.ts";
import { sweep } from "../../lib/sweep.ts";

const PLAN: SweepPlan = {
  base: { workload: { kind: "uniform", writesPerSecond: 3000 } },
  axes: { "vm.memoryBytes": [2 ** 22, 2 ** 23], "migration.engine": ["pre-copy", "three-stage"] },
  replicates: 2,
};

Deno.test("sweep returns one flat row per task, in the plan's order, with the axes by their paths", () => {
  const rows = sweep(PLAN);
  assertStrictEquals(rows.length, 8);
  assertEquals(
    rows.map((row) => [row["vm.memoryBytes"], row["migration.engine"], row.replicate]),
    tasksOf(PLAN).map(({ point, replicate }) => [...Object.values(point), replicate]),
  );
  assertEquals(Object.keys(rows[0]), [
    "vm.memoryBytes",
    "migration.engine",
    "replicate",
    "verdict",
    "totalSeconds",
    "downtimeSeconds",
    "pagesTransferred",
    "bytesTransferred",
    "demandFaults",
    "stallSeconds",
  ]);
});

Deno.test("a row depends on its task only", () => {
  const rows = sweep(PLAN);
  tasksOf(PLAN).toReversed().forEach((task, i) => {
    const result = simulate(task.scenario);
    const row = rows[rows.length - 1 - i];
    for (
      const field of ["verdict", "totalSeconds", "downtimeSeconds", "pagesTransferred", "bytesTransferred"] as const
    ) {
      assertStrictEquals(row[field], result[field]);
    }
    assertStrictEquals(row.demandFaults, result.demandFaults);
    assertStrictEquals(row.stallSeconds, result.stallSeconds);
  });
});

Deno.test("replicates differ, and the same plan gives the same rows", () => {
  const rows = sweep(PLAN);
  assertNotStrictEquals(rows[0].totalSeconds, rows[1].totalSeconds);
  assertEquals(sweep(PLAN), rows);
});

Deno.test("sweep reports its progress after each simulation", () => {
  const seen: [number, number][] = [];
  sweep({ ...PLAN, replicates: 1 }, { onProgress: (done, total) => seen.push([done, total]) });
  assertEquals(seen, [[1, 4], [2, 4], [3, 4], [4, 4]]);
});

Deno.test("sweep passes on errors of a scenario", () => {
  assertThrowsWith(() => sweep({ axes: { "vm.memoryBytes": [1000] } }), {
    name: "RangeError",
    message: /vm\.memoryBytes/,
  });
  assertThrowsWith(() => sweep({ axes: { "vm.memroyBytes": [4096] } }), {
    name: "TypeError",
    message: /vm.*memroyBytes/,
  });
});
