import { assertEquals, assertStrictEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { checkNotebooks, moduleOf, placeOf, readErrors } from "../../tools/notebook-check.ts";
import { serializeNotebook } from "../../tools/notebook-clean.ts";
import { code, notebookOf, prose } from "./fixtures.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const NOTEBOOK = notebookOf(prose("# Title"), code("const a = 1;"), code('\nconst b: string = a;\nconst c = "";'));
const WRITTEN = new Map([["file:///p/n.ts", { path: "notebooks/n.ipynb", module: moduleOf(NOTEBOOK) }]]);

Deno.test("readErrors names the notebook, cell and line of each type error", () => {
  const said = `TS2322 [ERROR]: Type 'number' is not assignable to type 'string'.
const b: string = a;
      ~
    at file:///p/n.ts:5:7

TS2304 [ERROR]: Cannot find name 'x'.
    at file:///p/lib.ts:9:1

Found 2 errors.

error: Type checking failed.
`;
  assertEquals(readErrors(said, WRITTEN), [
    "notebooks/n.ipynb: cell 3, line 2: TS2322: Type 'number' is not assignable to type 'string'.",
    "file:///p/lib.ts:9 TS2304: Cannot find name 'x'.",
  ]);
});

Deno.test("readErrors names the place of an import that cannot be resolved", () => {
  const said = 'error: Import "nowhere" not a dependency\n    at file:///p/n.ts:2:15\n';
  assertEquals(readErrors(said, WRITTEN), [
    'notebooks/n.ipynb: cell 2, line 1: error: Import "nowhere" not a dependency',
  ]);
});

Deno.test("readErrors returns at least one line", () => {
  assertEquals(readErrors("error: out of luck\n", WRITTEN), ["error: out of luck"]);
  assertEquals(readErrors("?\n", WRITTEN), ["deno could not check the cells: ?"]);
});

Deno.test("checkNotebooks checks types, outputs and format of a notebook", async () => {
  const out = join(ROOT, "out", "test-notebook-cells");
  const cells = [
    code('import { simulate } from "@pageferry/pageferry";'),
    code("const t: string = simulate({}).engine"),
  ];
  const notebook = notebookOf(...cells);
  try {
    const file = { path: "n.ipynb", text: serializeNotebook(notebook), notebook };
    assertEquals(await checkNotebooks([file], out, ROOT), []);
    const wrong = notebookOf(...cells, code("const u: number = t;\nawait show(u)"));
    const problems = await checkNotebooks([{ ...file, notebook: wrong }], out, ROOT);
    assertEquals(problems.map((problem) => problem.slice(0, 40)), [
      "n.ipynb: cell 3: calls show() 1x but has",
      "n.ipynb: cell 3, line 1: TS2322: Type 's",
      "n.ipynb: cell 3, line 2: TS2304: Cannot ",
    ]);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});

const MODULE = moduleOf(
  notebookOf(prose("# Title"), code("const a = 1;\nconst b = 2;"), prose("then"), code("a + b;")),
);

Deno.test("moduleOf joins the code cells in order and records the first line of each", () => {
  assertStrictEquals(MODULE.code, "// cell 2\nconst a = 1;\nconst b = 2;\n// cell 4\na + b;\nexport {};\n");
  assertEquals(MODULE.cells, [{ number: 2, firstLine: 2 }, { number: 4, firstLine: 5 }]);
});

Deno.test("moduleOf returns an empty module for a notebook without code", () => {
  assertEquals(moduleOf(notebookOf(prose("# Title"))), { code: "export {};\n", cells: [] });
});

Deno.test("placeOf names the cell and the line of a module's line", () => {
  assertStrictEquals(placeOf(MODULE, 2), "cell 2, line 1");
  assertStrictEquals(placeOf(MODULE, 3), "cell 2, line 2");
  assertStrictEquals(placeOf(MODULE, 5), "cell 4, line 1");
  assertStrictEquals(placeOf(MODULE, 1), "before its first cell");
});
