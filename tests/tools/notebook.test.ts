import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { codeCells, parseNotebook, textOf } from "../../tools/notebook.ts";
import { code, notebookOf, prose } from "./fixtures.ts";

Deno.test("parseNotebook rejects text that is not JSON or not a notebook of format 4, and names the file", () => {
  assertThrowsWith(() => parseNotebook("{", "a.ipynb"), /^SyntaxError: Cannot read a\.ipynb: a notebook must be JSON$/);
  for (const text of ["null", "[]", "{}", '{"nbformat":3,"cells":[]}', '{"nbformat":4}']) {
    assertThrowsWith(() => parseNotebook(text, "b.ipynb"), /^SyntaxError: Cannot read b\.ipynb: a notebook must have /);
  }
});

Deno.test("parseNotebook accepts Jupyter's files", () => {
  const notebook = notebookOf(prose("# Hello"), code("1;"));
  assertEquals(parseNotebook(JSON.stringify(notebook), "c.ipynb"), notebook);
});

Deno.test("textOf joins lines of text", () => {
  assertStrictEquals(textOf(["a\n", "b"]), "a\nb");
  assertStrictEquals(textOf("a\nb"), "a\nb");
  assertStrictEquals(textOf(undefined), "");
});

Deno.test("codeCells counts cells of all types and omits empty code", () => {
  const cells = codeCells(notebookOf(prose("one"), code("two"), code(" \n"), code("four")));
  assertEquals(cells.map(({ number, cell }) => [number, textOf(cell.source)]), [[2, "two"], [4, "four"]]);
});
