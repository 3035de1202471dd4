import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { summarize, sweep } from "../../lib/sweep.ts";
import { commandLine } from "./command-line.ts";

const PLAN = {
  base: { workload: { kind: "uniform" as const, writesPerSecond: 3000 } },
  axes: { "vm.memoryBytes": [2 ** 24, 2 ** 25], "migration.engine": ["pre-copy", "three-stage"] },
  replicates: 3,
};
const stdin = JSON.stringify(PLAN);

Deno.test("sweep PLAN --json prints the rows and their summaries", async () => {
  const { code, stdout, stderr } = await commandLine(["sweep", "-", "--json"], { stdin });
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  const rows = sweep(PLAN);
  assertEquals(JSON.parse(stdout), { rows, summaries: summarize(rows) });
});

Deno.test("sweep PLAN prints a line for each combination", async () => {
  const { code, stdout } = await commandLine(["sweep", "-"], { stdin });
  assertStrictEquals(code, 0);
  const lines = stdout.split("\n");
  assertStrictEquals(lines[0], "4 points: mean ± 95 % confidence interval of 3 migrations each");
  assertMatch(lines[1], /^ *VM memory +engine +verdict +total/);
  assertStrictEquals(lines.filter((line) => / (pre-copy|three-stage) /.test(line)).length, 4);
  assert(lines.every((line) => line.length <= 110));
});

Deno.test("sweep accepts a plan without base or replicates", async () => {
  const { code, stdout } = await commandLine(["sweep", "-", "--json"], {
    stdin: '{"axes": {"vm.memoryBytes": [4096]}}',
  });
  assertStrictEquals(code, 0);
  assertStrictEquals(JSON.parse(stdout).rows.length, 1);
});
