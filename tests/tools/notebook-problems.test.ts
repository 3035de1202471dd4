import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import type { Output } from "../../tools/notebook.ts";
import { lacksOutputs, problemsOf } from "../../tools/notebook-problems.ts";
import { code, display, notebookOf, prose } from "./fixtures.ts";

const SVG = '<figure><svg xmlns="http://www.w3.org/2000/svg"><g></g></svg></figure>';

function problemsOfCell(source: string, ...outputs: Output[]): string[] {
  return problemsOf(notebookOf(prose("# Title"), code(source, ...outputs)));
}

Deno.test("problemsOf finds nothing if every show() has its output", () => {
  assertEquals(problemsOfCell("await show(a);\nawait show(b);", display(SVG), display("<p>1/2 of /usr</p>")), []);
  assertEquals(problemsOfCell("const a = 1; // show(a) comes later"), []);
  assertEquals(problemsOf(notebookOf()), []);
});

Deno.test("problemsOf finds missing outputs of show()", () => {
  assertEquals(problemsOfCell("await show(a);"), ["cell 2: calls show() 1x but has 0 of its outputs"]);
  const one = problemsOfCell("await show(a);\nawait show(b);", display(SVG));
  assertEquals(one, ["cell 2: calls show() 2x but has 1 of its outputs"]);
});

Deno.test("problemsOf finds a show() that is not awaited", () => {
  const problem = "cell 2: a show() is not awaited; the kernel may lose its output";
  assertEquals(problemsOfCell("show(a);", display(SVG)), [problem]);
});

Deno.test("problemsOf reports a failed cell in one line, without colors or consequences", () => {
  const failed = { output_type: "error", ename: "Error", evalue: "\u001b[31mno\nluck\u001b[0m", traceback: [] };
  assertEquals(problemsOfCell("await show(a);", failed), ["cell 2: failed with Error: no luck"]);
});

Deno.test("problemsOf finds outputs that are neither from show() nor a value with HTML", () => {
  const stream = { output_type: "stream", name: "stdout", text: ["hello\n"] };
  assertEquals(problemsOfCell("console.log(1);", stream), [
    "cell 2: has a stream that is neither from show() nor a value with HTML",
  ]);
  const result = { output_type: "execute_result", data: { "text/plain": ["1"] } };
  assertEquals(problemsOfCell("1", result), [
    "cell 2: has a execute_result that is neither from show() nor a value with HTML",
  ]);
  assertEquals(problemsOfCell("table([])", { ...display("<table></table>"), output_type: "execute_result" }), []);
});

Deno.test("problemsOf finds paths of a machine, and ignores similar text", () => {
  for (const path of ["/home/ada/notes", "file:///x.ts", "/tmp/a.ts", "C:\\Users", "at /Users/ada/x.ts:1"]) {
    const [problem] = problemsOfCell("await show(a);", display(`<p>${path}</p>`));
    assertMatch(problem ?? "", /^cell 2: contains a path of a machine: /, path);
  }
  for (const text of ["https://example.org/home/ada", "either/or", "a 1/tmp2", "</var></usr>"]) {
    assertEquals(problemsOfCell("await show(a);", display(text)), [], text);
  }
});

Deno.test("problemsOf finds other kernels than Deno's", () => {
  const notebook = { ...notebookOf(), metadata: { kernelspec: { name: "python3" } } };
  assertEquals(problemsOf(notebook), ["kernelspec must be deno, got python3"]);
  assertEquals(problemsOf({ ...notebook, metadata: {} }), ["kernelspec must be deno, got none"]);
});

Deno.test("lacksOutputs distinguishes a lost output from a failed cell", () => {
  const failed = { output_type: "error", ename: "Error", evalue: "", traceback: [] };
  assertStrictEquals(lacksOutputs(notebookOf(code("await show(a);"))), true);
  assertStrictEquals(lacksOutputs(notebookOf(code("await show(a);", display(SVG)))), false);
  assertStrictEquals(lacksOutputs(notebookOf(code("await show(a);", failed))), false);
});
