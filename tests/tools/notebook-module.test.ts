import assert from "node:assert/strict";
import { moduleOf, placeOf } from "../../tools/notebook-module.ts";
import { code, notebookOf, prose } from "./fixtures.ts";

const MODULE = moduleOf(
  notebookOf(prose("# Title"), code("const a = 1;\nconst b = 2;"), prose("then"), code("a + b;")),
);

Deno.test("moduleOf joins the code cells in order and marks where each begins", () => {
  assert.equal(MODULE.code, "// cell 2\nconst a = 1;\nconst b = 2;\n// cell 4\na + b;\nexport {};\n");
  assert.deepEqual(MODULE.cells, [{ number: 2, firstLine: 2 }, { number: 4, firstLine: 5 }]);
});

Deno.test("moduleOf makes a module of a notebook without code", () => {
  assert.deepEqual(moduleOf(notebookOf(prose("# Title"))), { code: "export {};\n", cells: [] });
});

Deno.test("placeOf names the cell and its line that a line of the module came from", () => {
  assert.equal(placeOf(MODULE, 2), "cell 2, line 1");
  assert.equal(placeOf(MODULE, 3), "cell 2, line 2");
  assert.equal(placeOf(MODULE, 5), "cell 4, line 1");
  assert.equal(placeOf(MODULE, 1), "before its first cell");
});
