import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { simulate } from "../../mod.ts";
import type { ScenarioInput } from "../../mod.ts";
import { commandLine, ROOT, withFiles } from "./command-line.ts";

const SCENARIO: ScenarioInput = {
  vm: { memoryBytes: 2 ** 26 },
  workload: { kind: "uniform", writesPerSecond: 3000, pages: 2048 },
  migration: { engine: "three-stage" },
};
const TEXT = JSON.stringify(SCENARIO);

Deno.test("simulate FILE --json prints the result and nothing else", async () => {
  await withFiles({ "a.json": TEXT }, async (folder) => {
    const { code, stdout, stderr } = await commandLine(["simulate", `${folder}/a.json`, "--json"]);
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    assertEquals(JSON.parse(stdout), simulate(SCENARIO));
  });
});

Deno.test("simulate - reads standard input", async () => {
  const { code, stdout } = await commandLine(["simulate", "--json", "-"], { stdin: TEXT });
  assertStrictEquals(code, 0);
  assertEquals(JSON.parse(stdout), simulate(SCENARIO));
});

Deno.test("simulate accepts a byte order mark and Windows line ends", async () => {
  const stdin = `\ufeff${JSON.stringify(SCENARIO, null, 2).replaceAll("\n", "\r\n")}`;
  const { code, stdout } = await commandLine(["simulate", "--json", "-"], { stdin });
  assertStrictEquals(code, 0);
  assertEquals(JSON.parse(stdout), simulate(SCENARIO));
});

Deno.test("simulate reads a scenario with comments and trailing commas", async () => {
  const stdin = `// the guest\n${TEXT.replace(/}$/, ', /* any text or number */ "seed": 7,}')}`;
  const { code, stdout } = await commandLine(["simulate", "--json", "-"], { stdin });
  assertStrictEquals(code, 0);
  assertEquals(JSON.parse(stdout), simulate({ ...SCENARIO, seed: 7 }));
});

Deno.test("simulate prints the table of the result", async () => {
  const { code, stdout } = await commandLine(["simulate", "-"], { stdin: TEXT });
  assertStrictEquals(code, 0);
  for (const fact of ["three-stage", "verdict", "total migration time", "downtime", "pages transferred", "stall"]) {
    assertMatch(stdout, new RegExp(fact));
  }
});

Deno.test("a reader that goes away is no error", async () => {
  const script = `"$1" run --quiet --no-prompt -P=simulate main.ts simulate - --json | head -c 1`;
  const scenario = JSON.stringify({ ...SCENARIO, vm: { memoryBytes: 2 ** 30 }, migration: { engine: "post-copy" } });
  const child = new Deno.Command("sh", {
    args: ["-c", script, "sh", Deno.execPath()],
    cwd: ROOT,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(scenario));
  await writer.close();
  const { stdout, stderr } = await child.output();
  assertStrictEquals(new TextDecoder().decode(stdout), "{");
  assertStrictEquals(new TextDecoder().decode(stderr), "");
});
