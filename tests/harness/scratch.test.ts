import { assert, assertEquals } from "@std/assert";
import { basename, dirname } from "@std/path";
import { makeScratch, removeAbandoned } from "../../harness/scratch.ts";

Deno.test("removeAbandoned keeps a folder in use, and removes one whose process has ended with its resources", async () => {
  const removed: string[] = [];
  const remove = (name: string) => Promise.resolve(void removed.push(name));
  await using used = await makeScratch();
  const folder = await Deno.makeTempDir();
  try {
    await Deno.symlink(used.path, `${folder}/${basename(used.path)}`);
    await Deno.mkdir(`${folder}/pageferry-measure-dead`);
    await Deno.writeTextFile(`${folder}/pageferry-measure-dead/lock`, "");
    await Deno.mkdir(`${folder}/pageferry-measure-being-made`);
    await removeAbandoned(remove, folder);
    assertEquals(removed, ["pageferry-dead"]);
    const left = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
    assertEquals(left.toSorted(), [basename(used.path), "pageferry-measure-being-made"].toSorted());
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("disposing of a scratch folder removes it", async () => {
  let path: string;
  {
    await using scratch = await makeScratch();
    path = scratch.path;
  }
  const left = await Array.fromAsync(Deno.readDir(dirname(path)), ({ name }) => name);
  assert(!left.includes(basename(path)));
});
