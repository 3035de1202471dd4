import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import type { Cell, Output } from "../../tools/notebook.ts";
import { staleOutputs } from "../../tools/notebook-compare.ts";
import { code, display, notebookOf, prose } from "./fixtures.ts";

const between = (before: Output[], after: Output[], change: (cell: Cell) => Cell = (cell) => cell) =>
  staleOutputs(
    notebookOf(prose("# Title"), change(code("await show(a);", ...before))),
    notebookOf(prose("# Title"), code("await show(a);", ...after)),
  );
const betweenTexts = (before: string, after: string) => between([display(before)], [display(after)]);

Deno.test("staleOutputs finds nothing if numbers agree to three digits or differ by rounding", () => {
  for (
    const [before, after] of [
      ["downtime 134 ms", "downtime 134 ms"],
      ["11.1 s", "11.2 s"],
      ["0.3", "0.2"],
      ["317\u202f421 pages", "317\u202f600 pages"],
      ["7 rounds", "8 rounds"],
      ["−27 %", "−28 %"],
      ['<path d="M64.125,34L65.5,-12.25"/>', '<path d="M64.126,34L65.49,-12.24"/>'],
      ["1.2345678e-7", "1.2345999e-7"],
      ["size  time\n   1  9.99", "size   time\n   1  10.00"],
    ]
  ) assertEquals(betweenTexts(before, after), [], `${before}, ${after}`);
});

Deno.test("staleOutputs finds an outdated number and shows its context", () => {
  for (
    const [before, after] of [
      ["11.1 s", "11.3 s"],
      ["317\u202f421 pages", "319\u202f421 pages"],
      ["2 rounds", "4 rounds"],
      ["−27 %", "27 %"],
      ["forced", "converged"],
      ["1, 2, 3", "1, 2"],
      ["M64,34L65.5,12.25", "M64,34L65.5,14.25"],
      ['fill="#1f77b4"', 'fill="#1f77b5"'],
      ["-1", "x-1"],
    ]
  ) assertStrictEquals(betweenTexts(before, after).length, 1, `${before}, ${after}`);
  assertEquals(betweenTexts("<p>It took 11.1 s in all.</p>", "<p>It took 17.1 s in all.</p>"), [
    'cell 2: its output is not current: text/html has "<p>It took 11.1 s in all.</p>", ' +
    'now "<p>It took 17.1 s in all.</p>"',
  ]);
});

Deno.test("staleOutputs finds outputs that are missing, new, or of another type", () => {
  const [one, two] = [display("1"), display("2")];
  assertMatch(between([one, two], [one])[0], /committed display_data of text\/html; display_data.*, now display_data/);
  assertMatch(between([], [one])[0], /committed nothing, now display_data of text\/html$/);
  assertMatch(between([one], [{ ...one, data: { "text/plain": "1" } }])[0], /text\/html, now .* text\/plain$/);
});

Deno.test("staleOutputs compares only number and types of outputs in a cell tagged volatile", () => {
  const tagged = (cell: Cell) => ({ ...cell, metadata: { tags: ["volatile"] } });
  assertEquals(between([display("simulated in 0.9 s")], [display("simulated in 1.7 s")], tagged), []);
  assertStrictEquals(between([display("simulated in 0.9 s")], [], tagged).length, 1);
});

Deno.test("staleOutputs compares streams, errors and JSON like text", () => {
  const stream = (text: string) => ({ output_type: "stream", name: "stdout", text: [text] });
  assertStrictEquals(between([stream("a\n")], [stream("b\n")]).length, 1);
  const error = (evalue: string) => ({ output_type: "error", ename: "E", evalue, traceback: [] });
  assertStrictEquals(between([error("a")], [error("b")]).length, 1);
  const json = (a: number) => ({ output_type: "display_data", data: { "application/json": { a } } });
  assertStrictEquals(between([json(1)], [json(5)]).length, 1);
  assertStrictEquals(between([json(1.0001)], [json(1)]).length, 0);
});
