import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { drain } from "../../lib/drain.ts";
import { commandLine, withFiles } from "./command-line.ts";

const PLAN = { parallelPerSource: 2, scenario: { vm: { memoryBytes: 2 ** 24 } }, vms: [{ name: "web", count: 3 }] };

Deno.test("drain PLAN --json prints the result of drain", async () => {
  await withFiles({ "a.json": JSON.stringify(PLAN) }, async (folder) => {
    const { code, stdout } = await commandLine(["drain", `${folder}/a.json`, "--json"]);
    assertStrictEquals(code, 0);
    assertEquals(JSON.parse(stdout), JSON.parse(JSON.stringify(drain(PLAN))));
  });
});

Deno.test("drain --vms needs no file, and prints the VMs and the makespan", async () => {
  const { code, stdout } = await commandLine(["drain", "--vms", "3", "--parallel", "2", "--memory", "16MiB"]);
  assertStrictEquals(code, 0);
  assertMatch(stdout, /vm-3 [^]*3 of 3 VMs moved in \d+ ms\.\nDowntime: /);
});

Deno.test("drain --advise shows that more at a time can end never", async () => {
  const guest = ["--preset", "qemu", "--cap", "none", "--memory", "256MiB", "--writes", "60k", "--time-limit", "20s"];
  const { stdout } = await commandLine(["drain", "--vms", "8", "--link", "10Gbit/s", ...guest, "--advise", "--json"]);
  const { advice } = JSON.parse(stdout);
  assertEquals(advice.map((row: { parallel: number }) => row.parallel), [1, 2, 3, 4, 5, 6, 8]);
  assertStrictEquals(advice[0].failed, 0);
  assertStrictEquals(advice[6].failed, 8);
});

Deno.test("drain with a bad plan says so in one line and exits with code 2", async () => {
  await withFiles({ "a.json": JSON.stringify({ ...PLAN, hosts: { a: {} } }) }, async (folder) => {
    const { code, stderr } = await commandLine(["drain", `${folder}/a.json`]);
    assertStrictEquals(code, 2);
    assertMatch(stderr, /vms\.0\.source must be one of a, got "source"\n$/);
  });
});

Deno.test("the example of a plan drains its host", async () => {
  const example = new URL("../../examples/drains/tonight.json", import.meta.url);
  const { code, stdout } = await commandLine(["drain", example.pathname]);
  assertStrictEquals(code, 0);
  assertMatch(stdout, /20 of 20 VMs moved in 1\d\d s\./);
});
