import { assert, assertEquals, assertMatch, assertStrictEquals, assertThrows } from "@std/assert";
import { table } from "../../lib/plot.ts";

Deno.test("table heads fields with their names in words and shows values in a unit that suits them", () => {
  const { text } = table([
    { engine: "pre-copy", "vm.memoryBytes": 2 ** 27, downtimeSeconds: 0.1204 },
    { engine: "three-stage", "vm.memoryBytes": 2 ** 28, downtimeSeconds: 0.04 },
  ]);
  assertEquals(text.split("\n"), [
    "engine       VM memory [MiB]  downtime [ms]",
    "-----------  ---------------  -------------",
    "pre-copy                 128          120.4",
    "three-stage              256             40",
  ]);
});

Deno.test("table shows chosen columns under the caller's headings, with values unchanged", () => {
  const { text } = table([{ a: 1, b: 0.5, c: true }], { columns: { c: "yes?", b: "half" }, caption: "Two" });
  assertEquals(text.split("\n"), ["Two", "yes?  half", "----  ----", "yes    0.5"]);
});

Deno.test("table shows a mean with extremes in one cell and the fields of objects in columns", () => {
  const spread = { totalSeconds: 12, totalSecondsMin: 11, totalSecondsMax: 13.5 };
  const { text } = table([{ point: { "migration.engine": "x" }, ...spread }]);
  assertEquals(text.split("\n"), [
    "engine  total migration time [s]",
    "------  ------------------------",
    "x                12 (11 to 13.5)",
  ]);
});

Deno.test("table keeps fields that end in Min or Max and belong to no mean", () => {
  assertStrictEquals(table([{ loadMax: 3, aMin: 1, aMax: 2 }]).text.split("\n")[0], "load max  a min  a max");
});

Deno.test("table shows a dash for a missing value, and all digits of a count", () => {
  const { text } = table([{ pages: 1_234_567, x: null }, { pages: 1, y: NaN }]);
  assertEquals(text.split("\n").map((line) => line.trim().split(/ {2,}/)), [
    ["pages", "x", "y"],
    ["---------", "-", "-"],
    ["1\u202f234\u202f567", "–", "–"],
    ["1", "–", "–"],
  ]);
});

Deno.test("table's HTML has a caption, column headings and escaped cells", () => {
  const { html } = table([{ "<b>": "<script>&" }], { caption: "<i>" });
  assertMatch(html, /<caption[^>]*>&lt;i&gt;<\/caption>/);
  assertMatch(html, /<th scope="col"[^>]*>&lt;b&gt;<\/th>/);
  assertMatch(html, /<th scope="row"[^>]*>&lt;script&gt;&amp;<\/th>/);
});

Deno.test("table of no rows has headings only if they are given", () => {
  assertStrictEquals(table([]).text, "");
  assertStrictEquals(table([], { columns: { a: "A" } }).text, "A\n-");
});

Deno.test("table shows a mean with its confidence interval, if that is wider than the digits shown", () => {
  const rowOf = (half: number) => ({
    ...{ totalSeconds: 12, totalSecondsMin: 11, totalSecondsMax: 13.5 },
    ...{ totalSecondsLow: 12 - half, totalSecondsHigh: 12 + half },
  });
  const lines = table([rowOf(0.55), rowOf(0.0001), rowOf(0)]).text.split("\n").map((line) => line.trim());
  assertEquals(lines, ["total migration time [s]", "------------------------", "12 ± 0.55", "12", "12"]);
});

Deno.test("table wraps headings, then cells of text, until the text is 110 columns wide", () => {
  const fields = Array.from({ length: 9 }, (_, i) => `a long heading ${i}`);
  const { text } = table([Object.fromEntries(fields.map((field) => [field, 1]))]);
  assert(text.split("\n").every((line) => line.length <= 110), text);
  const says = "word ".repeat(60).trim();
  const lines = table([{ says, n: 5 }]).text.split("\n");
  assert(lines.every((line) => line.length <= 110), lines.join("\n"));
  assertStrictEquals(lines.slice(2).join(" ").match(/word/g)!.length, 60);
  assertMatch(lines[2], /^word .* 5$/);
});

Deno.test("table aligns text in `numeric` fields like numbers, and labels cells on request", () => {
  const { text, html } = table([{ a: "x", b: "1 %" }], {
    columns: { a: "a", b: "value" },
    numeric: ["b"],
    labels: true,
  });
  assertStrictEquals(text.split("\n").at(-1), "x    1 %");
  assertMatch(html, /<td style="text-align:right" data-label="value">1 %<\/td>/);
});

Deno.test("table refuses columns that no row has, and options of the wrong kind", () => {
  const rows = [{ totalSeconds: 1 }];
  const cases: [object, string][] = [
    [
      { columns: { totalSecond: "total" } },
      'columns must be fields of the rows, got "totalSecond" (did you mean totalSeconds?)',
    ],
    [{ columns: ["totalSeconds"] }, 'columns must be an object with a heading for each field, got ["totalSeconds"]'],
    [{ digits: "x" }, 'digits must be a whole number from 1 to 15, got "x"'],
    [{ digits: -1 }, "digits must be a whole number from 1 to 15, got -1"],
    [{ digits: 200 }, "digits must be a whole number from 1 to 15, got 200"],
    [{ caption: 5 }, "caption must be a string, got 5"],
  ];
  for (const [options, message] of cases) {
    assertThrows(() => table(rows, options as never), Error, `Cannot make table: ${message}`);
  }
  assertStrictEquals(table([{ a: 1 }, { b: 2 }], { columns: { b: "b" } }).text, "b\n-\n–\n2");
});
