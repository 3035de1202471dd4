import { assertEquals, assertStrictEquals } from "@std/assert";
import { moduleOf, placeOf } from "../../tools/notebook-module.ts";
import { code, notebookOf, prose } from "./fixtures.ts";

const MODULE = moduleOf(
  notebookOf(prose("# Title"), code("const a = 1;\nconst b = 2;"), prose("then"), code("a + b;")),
);

Deno.test("moduleOf joins the code cells in order and marks where each begins", () => {
  assertStrictEquals(MODULE.code, "// cell 2\nconst a = 1;\nconst b = 2;\n// cell 4\na + b;\nexport {};\n");
  assertEquals(MODULE.cells, [{ number: 2, firstLine: 2 }, { number: 4, firstLine: 5 }]);
});

Deno.test("moduleOf makes a module of a notebook without code", () => {
  assertEquals(moduleOf(notebookOf(prose("# Title"))), { code: "export {};\n", cells: [] });
});

Deno.test("placeOf names the cell and its line that a line of the module came from", () => {
  assertStrictEquals(placeOf(MODULE, 2), "cell 2, line 1");
  assertStrictEquals(placeOf(MODULE, 3), "cell 2, line 2");
  assertStrictEquals(placeOf(MODULE, 5), "cell 4, line 1");
  assertStrictEquals(placeOf(MODULE, 1), "before its first cell");
});
