import { assert, assertEquals } from "@std/assert";
import { isBusy, type PageCell, type PageOutput, problemsOnPage } from "../../tools/page-cells.ts";
import { code, display, notebookOf, prose } from "./fixtures.ts";

const NOTEBOOK = notebookOf(prose("# Title"), code("const a = 1;"), code("await show(a);", display("1")), code(" "));
const SEEN: PageOutput = { visible: true, error: null, broken: 0 };

/** The notebook's cells with correct outputs, except the third. */
function page(third: Partial<PageCell> = {}): PageCell[] {
  const cell = (prompt: string, outputs: PageOutput[] = []): PageCell => ({ code: prompt !== "", prompt, outputs });
  return [cell(""), cell("In [1]:"), { ...cell("In [2]:", [SEEN]), ...third }, cell("In [ ]:")];
}

Deno.test("problemsOnPage finds nothing if every cell ran and every committed output is visible", () => {
  assertEquals(problemsOnPage(NOTEBOOK, page()), []);
  const hidden = { ...SEEN, visible: false };
  assertEquals(problemsOnPage(NOTEBOOK, page({ outputs: [hidden, SEEN] })), [], "a removed progress line");
});

Deno.test("problemsOnPage names the cell and the problem", () => {
  for (
    const [third, problem] of [
      [{ outputs: [] }, "cell 3: 0 of its 1 outputs are visible"],
      [{ outputs: [{ ...SEEN, visible: false }] }, "cell 3: 0 of its 1 outputs are visible"],
      [{ outputs: [{ ...SEEN, broken: 2 }] }, "cell 3: 2 drawings have no size"],
      [{ outputs: [{ ...SEEN, error: "Error: no luck\n  at x" }] }, "cell 3: failed with Error: no luck"],
      [{ prompt: "In [ ]:", outputs: [] }, "cell 3: has not run: In [ ]:"],
    ] as const
  ) assertEquals(problemsOnPage(NOTEBOOK, page({ ...third, outputs: [...third.outputs] })), [problem]);
});

Deno.test("problemsOnPage finds a page with other cells", () => {
  assertEquals(problemsOnPage(NOTEBOOK, page().slice(1)), ["the page has 3 cells, the notebook 4"]);
});

Deno.test("a page is busy while a cell runs or waits", () => {
  assert(!isBusy(page()));
  assert(isBusy(page({ prompt: "In [*]:" })));
});
