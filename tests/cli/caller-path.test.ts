import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { resolve } from "node:path";
import { callerPath } from "../../cli/caller-path.ts";
import { writeInto } from "../../cli/write-into.ts";
import { commandLine, ROOT, withFiles } from "./command-line.ts";
import { fakeIo } from "./fake-io.ts";

Deno.test("callerPath(path, folder) leads from the folder, absolute paths as they are", () => {
  const folder = resolve(ROOT, "notebooks");
  assertStrictEquals(callerPath("../a.json", folder), resolve(ROOT, "a.json"));
  assertStrictEquals(callerPath(`${folder}/a.json`, resolve(ROOT)), `${folder}/a.json`);
  assertStrictEquals(callerPath("a.json", ""), "a.json");
});

Deno.test("a task run in a subfolder reads files from there, and names them as they were typed", async () => {
  await withFiles({ "a.json": '{"vm": {"memoryBytes": 1048576}}', "b.json": "{" }, async (callerFolder) => {
    const { code, stderr } = await commandLine(["simulate", "a.json", "--json"], { callerFolder });
    assertEquals([code, stderr], [0, ""]);
    const bad = await commandLine(["simulate", "./b.json"], { callerFolder });
    assertMatch(bad.stderr, /^Cannot read \.\/b\.json: it must be JSON, got /);
    const absent = await commandLine(["sweep", "c.json"], { callerFolder });
    assertStrictEquals(absent.stderr, "Cannot read c.json: it must be a file that can be read, got no such file\n");
  });
});

Deno.test("a task run in a subfolder writes to --out from there, and names it as it was typed", async () => {
  await withFiles({}, async (callerFolder) => {
    const permissions = ["-P=reproduce", `--allow-read=${callerFolder}`, `--allow-write=${callerFolder}`];
    const args = ["reproduce", "--replicates", "1", "--out", "new"];
    const { stdout, stderr } = await commandLine(args, { permissions, callerFolder });
    assertStrictEquals(stderr, "");
    assertMatch(stdout, /^ {2}new\/report\.html$/m);
    assert(Deno.statSync(`${callerFolder}/new/report.html`).isFile);
  });
});

Deno.test("writeInto leads --out from the caller's folder, and the default from the project's", () => {
  const io = { ...fakeIo(), callerPath: (path: string) => `caller/${path}` };
  const files = new Map([["a.txt", ""]]);
  assertStrictEquals(writeInto(io, { out: "new", otherwise: "out" }, files), "new");
  assertStrictEquals(writeInto(io, { out: undefined, otherwise: "out" }, files), "out");
  assertEquals(Array.from(io.written.keys()), ["caller/new/a.txt", "out/a.txt"]);
  io.writeFiles = () => {
    throw new Deno.errors.NotADirectory();
  };
  assertThrowsWith(() => writeInto(io, { out: "new", otherwise: "out" }, files), {
    message: /, got new \(it is a file\)$/,
  });
});
