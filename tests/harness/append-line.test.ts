import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { appendLine, requireTable } from "../../harness/append-line.ts";

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("appendLine creates the file and leaves no other file", () =>
  inFolder(async (folder) => {
    await appendLine(`${folder}/t.jsonl`, "one");
    await appendLine(`${folder}/t.jsonl`, "two");
    assertStrictEquals(await Deno.readTextFile(`${folder}/t.jsonl`), "one\ntwo\n");
    assertEquals(await Array.fromAsync(Deno.readDir(folder), ({ name }) => name), ["t.jsonl"]);
  }));

Deno.test("appendLine terminates an unterminated last line", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/t.jsonl`, "one");
    await appendLine(`${folder}/t.jsonl`, "two");
    assertStrictEquals(await Deno.readTextFile(`${folder}/t.jsonl`), "one\ntwo\n");
  }));

Deno.test("appendLine keeps the file's mode and symbolic links to it", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/t.jsonl`, "", { mode: 0o600 });
    await Deno.symlink(`${folder}/t.jsonl`, `${folder}/link`);
    await appendLine(`${folder}/link`, "one");
    assert((await Deno.lstat(`${folder}/link`)).isSymlink);
    assertStrictEquals((await Deno.stat(`${folder}/t.jsonl`)).mode! & 0o777, 0o600);
  }));

Deno.test("lines appended at the same time are all kept", () =>
  inFolder(async (folder) => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    await Promise.all(lines.map((line) => appendLine(`${folder}/t.jsonl`, line)));
    const written = (await Deno.readTextFile(`${folder}/t.jsonl`)).trimEnd().split("\n");
    assertEquals(written.toSorted(), lines.toSorted());
  }));

Deno.test("requireTable creates the folder, and refuses a path that is not a file", () =>
  inFolder(async (folder) => {
    await requireTable(`${folder}/a/b/t.jsonl`);
    assert((await Deno.stat(`${folder}/a/b`)).isDirectory);
    await assertRejectsWith(() => requireTable(folder), {
      message: `Cannot measure: --out must be a file that can be written, got "${folder}"`,
    });
  }));
