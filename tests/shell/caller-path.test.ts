import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { resolve } from "@std/path";
import { callerPath } from "../../shell/io.ts";
import { commandLine, ROOT, withFiles } from "../cli/command-line.ts";

Deno.test("callerPath(path, folder) resolves from the folder; absolute paths stay", () => {
  const folder = resolve(ROOT, "notebooks");
  assertStrictEquals(callerPath("../a.json", folder), resolve(ROOT, "a.json"));
  assertStrictEquals(callerPath(`${folder}/a.json`, resolve(ROOT)), `${folder}/a.json`);
  assertStrictEquals(callerPath("a.json", ""), "a.json");
});

Deno.test("a task started in a subfolder reads files from there and names them as typed", async () => {
  await withFiles({ "a.json": '{"vm": {"memoryBytes": 1048576}}', "b.json": "{" }, async (callerFolder) => {
    const { code, stderr } = await commandLine(["simulate", "a.json", "--json"], { callerFolder });
    assertEquals([code, stderr], [0, ""]);
    const bad = await commandLine(["simulate", "./b.json"], { callerFolder });
    assertMatch(bad.stderr, /^Cannot read \.\/b\.json: it is not JSON: /);
    const absent = await commandLine(["sweep", "c.json"], { callerFolder });
    assertStrictEquals(absent.stderr, "Cannot read c.json: no such file\n");
  });
});

Deno.test("a task started in a subfolder writes to --out from there and names it as typed", async () => {
  await withFiles({}, async (callerFolder) => {
    const permissions = ["-P=reproduce", `--allow-read=${callerFolder}`, `--allow-write=${callerFolder}`];
    const args = ["reproduce", "--replicates", "1", "--out", "new"];
    const { stdout, stderr } = await commandLine(args, { permissions, callerFolder });
    assertStrictEquals(stderr, "");
    assertMatch(stdout, /^ {2}new\/report\.html$/m);
    assert(Deno.statSync(`${callerFolder}/new/report.html`).isFile);
  });
});
