import { assertStrictEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { cleanNotebook, serializeNotebook } from "../../tools/notebook-clean.ts";
import { formatNotebook } from "../../tools/notebook-format.ts";
import { code, notebookOf, prose } from "./fixtures.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const textOf = (source: string) => serializeNotebook(cleanNotebook(notebookOf(prose("# Title"), code(source))));

Deno.test("formatNotebook formats cells by the project's settings and leaves formatted ones alone", async () => {
  const long = `const numbers = [${"1234567, ".repeat(10)}1];`;
  const formatted = await formatNotebook(textOf(`const a=1\n${long}`), "a.ipynb", ROOT);
  assertStrictEquals(formatted, textOf(`const a = 1;\n${long}`));
  assertStrictEquals(await formatNotebook(formatted, "a.ipynb", ROOT), formatted);
});
