import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { replaceFiles, writeFiles } from "../../shell/write-files.ts";
import { writeInto } from "../../shell/write-into.ts";
import { withFiles } from "../cli/command-line.ts";
import { fakeIo } from "./fake-io.ts";

function filesIn(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
}

Deno.test("writeFiles(folder, files) creates the folder and its parents", async () => {
  await withFiles({}, async (folder) => {
    await writeFiles(`${folder}/a/b`, new Map([["x", "1"], ["y", "2"]]));
    assertEquals(filesIn(`${folder}/a/b`), ["x", "y"]);
    assertStrictEquals(Deno.readTextFileSync(`${folder}/a/b/y`), "2");
  });
});

Deno.test("writeFiles(folder, files) leaves the folder as it was if a file cannot be written", async () => {
  await withFiles({ x: "old" }, async (folder) => {
    const files = new Map([["x", "new"], ["no/such/folder", ""], ["z", ""]]);
    await assertRejects(() => writeFiles(folder, files), Deno.errors.NotFound);
    assertEquals(filesIn(folder), ["x"]);
    assertStrictEquals(Deno.readTextFileSync(`${folder}/x`), "old");
  });
});

Deno.test("writeFiles(folder, files) removes a folder that it created if a file cannot be written", async () => {
  await withFiles({}, async (folder) => {
    await assertRejects(() => writeFiles(`${folder}/new`, new Map([["no/such/folder", ""]])), Deno.errors.NotFound);
    assertEquals(filesIn(folder), []);
  });
});

Deno.test("replaceFiles(files) keeps the old file if a writer fails, and removes the new one", async () => {
  await withFiles({ x: "old" }, async (folder) => {
    const half = async (path: string) => {
      await Deno.writeTextFile(path, "half");
      throw new Error("no more");
    };
    await assertRejects(() => replaceFiles(new Map([[`${folder}/x`, half]])), Error, "no more");
    assertEquals(filesIn(folder), ["x"]);
    assertStrictEquals(Deno.readTextFileSync(`${folder}/x`), "old");
  });
});

Deno.test("writeInto resolves --out from the caller's folder, and the default from the project's", async () => {
  const io = { ...fakeIo(), callerPath: (path: string) => `caller/${path}` };
  const files = new Map([["a.txt", ""]]);
  assertStrictEquals(await writeInto(io, { out: "new", otherwise: "out" }, files), "new");
  assertStrictEquals(await writeInto(io, { out: undefined, otherwise: "out" }, files), "out");
  assertEquals(Array.from(io.written.keys()), ["caller/new/a.txt", "out/a.txt"]);
  io.writeFiles = () => Promise.reject(new Deno.errors.NotADirectory());
  await assertRejects(
    () => writeInto(io, { out: "new", otherwise: "out" }, files),
    TypeError,
    "Cannot write to new: it is a file",
  );
});

Deno.test("writeInto reports a link to a missing folder as such", async () => {
  await withFiles({}, async (folder) => {
    Deno.symlinkSync(`${folder}/missing`, `${folder}/link`);
    const io = { ...fakeIo(), writeFiles, callerPath: (path: string) => path };
    const write = () => writeInto(io, { out: `${folder}/link`, otherwise: "out" }, new Map([["a", ""]]));
    await assertRejects(write, TypeError, "it is a link to a missing folder");
    assertEquals(filesIn(folder), ["link"]);
  });
});
