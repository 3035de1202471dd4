import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { codeCells, parseNotebook, textOf } from "../../tools/notebook.ts";
import { code, notebookOf, prose } from "./fixtures.ts";

Deno.test("parseNotebook refuses what is not JSON, or no notebook of format 4, and says which file it was", () => {
  assertThrowsWith(() => parseNotebook("{", "a.ipynb"), /^SyntaxError: Cannot read a\.ipynb: a notebook must be JSON$/);
  for (const text of ["null", "[]", "{}", '{"nbformat":3,"cells":[]}', '{"nbformat":4}']) {
    assertThrowsWith(() => parseNotebook(text, "b.ipynb"), /^SyntaxError: Cannot read b\.ipynb: a notebook must have /);
  }
});

Deno.test("parseNotebook takes what Jupyter writes", () => {
  const notebook = notebookOf(prose("# Hello"), code("1;"));
  assertEquals(parseNotebook(JSON.stringify(notebook), "c.ipynb"), notebook);
});

Deno.test("textOf joins the lines that Jupyter keeps text in", () => {
  assertStrictEquals(textOf(["a\n", "b"]), "a\nb");
  assertStrictEquals(textOf("a\nb"), "a\nb");
  assertStrictEquals(textOf(undefined), "");
});

Deno.test("codeCells numbers cells as a reader counts them, text included, and leaves out empty code", () => {
  const cells = codeCells(notebookOf(prose("one"), code("two"), code(" \n"), code("four")));
  assertEquals(cells.map(({ number, cell }) => [number, textOf(cell.source)]), [[2, "two"], [4, "four"]]);
});
