import { assertEquals, assertStrictEquals } from "@std/assert";
import { withFiles } from "../cli/command-line.ts";
import { processIo, progressOf } from "../../shell/io.ts";
import { fakeIo } from "./fake-io.ts";

Deno.test("progressOf(io, what) shows a bar and removes it at the end", () => {
  const io = fakeIo();
  const onProgress = progressOf(io, "runs");
  onProgress(1, 2);
  onProgress(2, 2);
  assertEquals(io.shown.map((text) => text.replace(/^\[.*\] /, "")), ["1/2 runs", "2/2 runs", ""]);
});

Deno.test("processIo() reads and writes files", async () => {
  await withFiles({ a: "text" }, async (folder) => {
    const io = processIo();
    assertStrictEquals(await new Response(await io.openFile(`${folder}/a`)).text(), "text");
    await io.writeFiles(folder, new Map([["b", "more"]]));
    assertStrictEquals(Deno.readTextFileSync(`${folder}/b`), "more");
  });
});
