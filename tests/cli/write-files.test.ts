import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { writeFiles } from "../../cli/write-files.ts";
import { withFiles } from "./command-line.ts";

function filesIn(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
}

Deno.test("writeFiles(folder, files) makes the folder and the folders above it", async () => {
  await withFiles({}, (folder) => {
    writeFiles(`${folder}/a/b`, new Map([["x", "1"], ["y", "2"]]));
    assertEquals(filesIn(`${folder}/a/b`), ["x", "y"]);
    assertStrictEquals(Deno.readTextFileSync(`${folder}/a/b/y`), "2");
  });
});

Deno.test("writeFiles(folder, files) leaves the folder as it was if a file cannot be written", async () => {
  await withFiles({ x: "old" }, (folder) => {
    const files = new Map([["x", "new"], ["no/such/folder", ""], ["z", ""]]);
    assertThrows(() => writeFiles(folder, files), Deno.errors.NotFound);
    assertEquals(filesIn(folder), ["x"]);
    assertStrictEquals(Deno.readTextFileSync(`${folder}/x`), "old");
  });
});

Deno.test("writeFiles(folder, files) takes a folder that it made away again if a file cannot be written", async () => {
  await withFiles({}, (folder) => {
    assertThrows(() => writeFiles(`${folder}/new`, new Map([["no/such/folder", ""]])), Deno.errors.NotFound);
    assertEquals(filesIn(folder), []);
  });
});
