import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { isOutcome, partsOf } from "../../lib/notebook/parts.ts";
import type { Table } from "../../lib/table/table.ts";
import { summarize } from "../../lib/sweep.ts";
import { sweep } from "../../lib/sweep.ts";
import { anyResult } from "../plot/results.ts";

const linesOf = (parts: ReturnType<typeof partsOf>) => (parts[0] as Table).text.split("\n");

Deno.test("a result is a table and a timeline, without metrics that are zero", () => {
  const parts = partsOf(anyResult());
  assertEquals(linesOf(parts).map((line) => line.split(/ {2,}/)), [
    ["three-stage under xen-4.1"],
    ["metric", "value"],
    ["--------------------", "-------------------------------------"],
    ["verdict", "converged: met its own stop condition"],
    ["total migration time", "80 s"],
    ["downtime", "20 ms"],
    ["pages transferred", "40\u202f000"],
    ["data transferred", "156.3 MiB"],
    ["demand faults", "12"],
    ["stall after resume", "100 ms"],
    ["send rate", "17.5 MB/s"],
    ["bound by", "host copy (link 118 MB/s)"],
  ]);
  assert("svg" in parts[1] && parts.length === 2);
  const simple = linesOf(partsOf(anyResult(0.02, { demandFaults: 0, stallSeconds: 0 }))).join();
  assert(!/faults|stall|zero|rounds/.test(simple), simple);
});

Deno.test("results side by side are one table with a column for each", () => {
  const results = [anyResult(0.02, { demandFaults: 0 }), anyResult()];
  const parts = partsOf(results);
  assertStrictEquals(parts.length, 1);
  const lines = linesOf(parts).map((line) => line.split(/ {2,}/));
  assertEquals(lines[0], ["Migrations under xen-4.1"]);
  assertEquals(lines[1], ["metric", "three-stage", "three-stage"]);
  assertEquals(lines.find(([metric]) => metric === "demand faults"), ["demand faults", "0", "12"]);
});

Deno.test("an abandoned migration has no downtime in its table", () => {
  const given = anyResult(0, { verdict: "diverged", downtimeSeconds: null });
  assertMatch(linesOf(partsOf(given)).join("\n"), /downtime +none$/m);
});

Deno.test("a sweep is a table of its rows, or of its points if it has replicates", () => {
  const axes = { "vm.memoryBytes": [2 ** 22, 2 ** 23] };
  const [{ html, text }] = partsOf(sweep({ axes })) as Table[];
  assertMatch(text, /^2 migrations\n/);
  assert(html.includes("VM memory [MiB]") && !html.includes("replicate"), html);
  const rows = sweep({ axes, replicates: 3 });
  assertStrictEquals(linesOf(partsOf(rows))[0], "2 points: mean ± 95 % confidence interval of 3 migrations each");
  assertEquals(partsOf(rows), partsOf(summarize(rows, ["vm.memoryBytes"])));
});

Deno.test("a long sweep is shortened, and the caption says so", () => {
  const [row] = sweep({ axes: { "vm.memoryBytes": [2 ** 22] } });
  const [{ html, caption }] = partsOf(Array(1000).fill(row)) as Table[];
  assertStrictEquals(caption, "The first 60 of 1000 migrations");
  assertStrictEquals(html.match(/<tr>/g)!.length, 61);
});

Deno.test("summaries of groups with different sizes have a column of replicates", () => {
  const rows = sweep({ axes: { "vm.memoryBytes": [2 ** 22, 2 ** 23] }, replicates: 2 }).slice(1);
  const [caption, head] = linesOf(partsOf(summarize(rows, ["vm.memoryBytes"])));
  assertStrictEquals(caption, "2 points: mean ± 95 % confidence interval");
  assert(head.includes("replicates"));
});

Deno.test("outcomes are recognized by their fields, so copies are outcomes too", () => {
  assert(isOutcome({ ...anyResult() }));
  assert(isOutcome(JSON.parse(JSON.stringify(sweep({ axes: { "vm.memoryBytes": [2 ** 22] } })))));
  for (const other of [null, undefined, 1, "text", [], [1], {}, { html: "", text: "" }]) {
    assert(!isOutcome(other), JSON.stringify(other));
  }
});
