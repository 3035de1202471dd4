import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { trustNotebooks } from "../../tools/trust-notebooks.ts";

/** A folder with a notebook and a program that notes what it is called with and exits with `code`. */
async function fixture(code: number) {
  const folder = await Deno.makeTempDir();
  const jupyter = join(folder, "jupyter");
  await Deno.writeTextFile(join(folder, "a.ipynb"), "{}");
  await Deno.writeTextFile(join(folder, "notes.md"), "");
  await Deno.writeTextFile(jupyter, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/called"\nexit ${code}\n`, {
    mode: 0o755,
  });
  return { folder, jupyter, called: () => Deno.readTextFile(join(folder, "called")) };
}

Deno.test("trustNotebooks signs the notebooks with a key of the project's own, and tells Jupyter where", async () => {
  const { folder, jupyter, called } = await fixture(0);
  const data = join(folder, "data");
  const flags = await trustNotebooks([jupyter, "notebook"], folder, data);
  assertEquals(flags, [
    `--NotebookNotary.db_file=${join(data, "nbsignatures.db")}`,
    `--NotebookNotary.secret_file=${join(data, "notebook_secret")}`,
  ]);
  assertEquals((await called()).trim().split("\n"), ["trust", ...flags, join(folder, "a.ipynb")]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("where Jupyter cannot sign, notebooks open as ever", async () => {
  const { folder, jupyter } = await fixture(1);
  assertEquals(await trustNotebooks([jupyter, "-m", "notebook"], folder, join(folder, "data")), []);
  const nothing = join(folder, "nothing");
  assertEquals(await trustNotebooks([nothing, "-m", "notebook"], folder, join(folder, "data")), []);
  await Deno.remove(folder, { recursive: true });
});
