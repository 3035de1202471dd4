import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { parseNotebook } from "../../tools/notebook.ts";
import { cleanNotebook, serializeNotebook } from "../../tools/notebook-clean.ts";
import { problemsOf } from "../../tools/notebook-problems.ts";

const FOLDER = new URL("../../notebooks/", import.meta.url);
const NAMES = Array.from(Deno.readDirSync(FOLDER), ({ name }) => name).filter((name) => name.endsWith(".ipynb")).sort();

Deno.test("there are notebooks, numbered in reading order", () => {
  assert(NAMES.length >= 3);
  NAMES.forEach((name, i) => assert(name.startsWith(`${i + 1}`.padStart(2, "0") + "-"), name));
});

for (const name of NAMES) {
  const text = Deno.readTextFileSync(new URL(name, FOLDER));
  const notebook = parseNotebook(text, name);

  Deno.test(`${name} has the output of every show(), no errors and no paths of a machine`, () => {
    assertEquals(problemsOf(notebook), []);
  });

  Deno.test(`${name} is in its clean form, small enough to commit`, () => {
    assertStrictEquals(serializeNotebook(cleanNotebook(notebook)), text);
    assert(text.length < 300_000, `${text.length} characters`);
  });
}
