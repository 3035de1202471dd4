import { fromFileUrl } from "@std/path";
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { PROGRESS_MARK } from "../../lib/jupyter/progress.ts";
import type { Cell } from "../../tools/notebook.ts";
import { cleanNotebook, formatNotebook, serializeNotebook } from "../../tools/notebook-clean.ts";
import { code, display, notebookOf, prose } from "./fixtures.ts";

Deno.test("cleanNotebook drops times, identifiers, editors' metadata and empty cells, and numbers cells from one", () => {
  const executed = {
    ...code("await show(1);", { ...display("<p>1</p>"), metadata: { volatile: 1 } }),
    execution_count: 17,
    id: "3f9a",
    metadata: { execution: { "iopub.status.busy": "2020" }, scrolled: true, tags: ["kept"] },
  } as Cell;
  const { cells, nbformat_minor } = cleanNotebook(notebookOf(prose("a\nb"), code(""), executed));
  assertStrictEquals(nbformat_minor, 4);
  assertEquals(cells, [
    { cell_type: "markdown", source: ["a\n", "b"], metadata: {} },
    {
      cell_type: "code",
      source: ["await show(1);"],
      metadata: { tags: ["kept"] },
      execution_count: 1,
      outputs: [{ output_type: "display_data", data: { "text/html": ["<p>1</p>"] }, metadata: {} }],
    },
  ]);
});

Deno.test("cleanNotebook keeps errors and printed text", () => {
  const error = { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] };
  const { cells } = cleanNotebook(
    notebookOf(code("x", { output_type: "stream", name: "stdout", text: "a\nb" }, error)),
  );
  assertEquals(cells[0].outputs, [{ output_type: "stream", name: "stdout", text: ["a\n", "b"] }, error]);
});

Deno.test("cleanNotebook sets the Deno kernel without its version", () => {
  const { metadata } = cleanNotebook({ ...notebookOf(), metadata: { language_info: { version: "9.9" } } });
  assertStrictEquals((metadata.kernelspec as { name: string }).name, "deno");
  assert(!JSON.stringify(metadata).includes("9.9"));
});

Deno.test("cleanNotebook does not change a clean notebook", () => {
  const clean = cleanNotebook(notebookOf(prose("a\nb\n"), code("1;\n2;", display("<p>\n</p>"))));
  assertEquals(cleanNotebook(clean), clean);
});

Deno.test("serializeNotebook sorts keys at every depth, indents by one space and ends with a line break", () => {
  const text = serializeNotebook({
    nbformat: 4,
    cells: [],
    nbformat_minor: 4,
    metadata: { b: { d: 1, c: "é" }, a: [] },
  });
  const lines = ["{", ' "cells": [],', ' "metadata": {', '  "a": [],', '  "b": {', '   "c": "é",', '   "d": 1', "  }"];
  assertStrictEquals(text, [...lines, " },", ' "nbformat": 4,', ' "nbformat_minor": 4', "}", ""].join("\n"));
});

Deno.test("cleanNotebook drops the rest of progress lines", () => {
  const outputs = [display(`${PROGRESS_MARK} hidden></p>`), display("<p>1</p>")];
  const { cells } = cleanNotebook(notebookOf(code("simulate({});", ...outputs)));
  assertEquals(cells[0].outputs, [display("<p>1</p>")]);
});

Deno.test("cleanNotebook keeps a cell's value with the number of its cell", () => {
  const value = { output_type: "execute_result", data: { "text/html": "<p>" }, metadata: {}, execution_count: 17 };
  const { cells } = cleanNotebook(notebookOf(code("1"), code("table([])", value)));
  assertEquals(cells[1].outputs, [{ ...value, data: { "text/html": ["<p>"] }, execution_count: 2 }]);
});

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const textWith = (source: string) => serializeNotebook(cleanNotebook(notebookOf(prose("# Title"), code(source))));

Deno.test("formatNotebook formats cells with the project's settings and keeps formatted ones", async () => {
  const long = `const numbers = [${"1234567, ".repeat(10)}1];`;
  const formatted = await formatNotebook(textWith(`const a=1\n${long}`), "a.ipynb", ROOT);
  assertStrictEquals(formatted, textWith(`const a = 1;\n${long}`));
  assertStrictEquals(await formatNotebook(formatted, "a.ipynb", ROOT), formatted);
});
