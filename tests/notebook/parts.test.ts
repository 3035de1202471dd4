import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { isOutcome, partsOf } from "../../lib/notebook/parts.ts";
import type { Table } from "../../lib/table/table.ts";
import { summarize } from "../../lib/sweep.ts";
import { sweep } from "../../lib/sweep.ts";
import { anyResult } from "../plot/results.ts";

const linesOf = (parts: ReturnType<typeof partsOf>) => (parts[0] as Table).text.split("\n");

Deno.test("a result is a table of its figures and its timeline; what stayed at nothing is left out", () => {
  const parts = partsOf(anyResult());
  assertEquals(linesOf(parts).map((line) => line.split(/ {2,}/)), [
    ["three-stage under xen-4.1"],
    ["metric", "value"],
    ["verdict", "converged: met its own stop condition"],
    ["total migration time", "80 s"],
    ["downtime", "20 ms"],
    ["pages transferred", "40\u202f000"],
    ["data transferred", "156.3 MiB"],
    ["demand faults", "12"],
    ["stall after resume", "100 ms"],
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

Deno.test("a result that was given up says so in place of a downtime", () => {
  const given = anyResult(0, { verdict: "diverged", downtimeSeconds: null });
  assertMatch(linesOf(partsOf(given)).join("\n"), /downtime +none \(migration abandoned\)/);
});

Deno.test("a sweep without replicates is a table of its rows, with them one of its points", () => {
  const axes = { "vm.memoryBytes": [2 ** 22, 2 ** 23] };
  const [caption, head] = linesOf(partsOf(sweep({ axes })));
  assertStrictEquals(caption, "2 migrations");
  assert(head.includes("VM memory [MiB]") && !head.includes("replicate"), head);
  const rows = sweep({ axes, replicates: 3 });
  assertStrictEquals(linesOf(partsOf(rows))[0], "2 points: mean (smallest to largest) of 3 migrations each");
  assertEquals(partsOf(rows), partsOf(summarize(rows, ["vm.memoryBytes"])));
});

Deno.test("of a long sweep the beginning is shown, and how much there is", () => {
  const [row] = sweep({ axes: { "vm.memoryBytes": [2 ** 22] } });
  const lines = linesOf(partsOf(Array(1000).fill(row)));
  assertStrictEquals(lines[0], "The first 60 of 1000 migrations");
  assertStrictEquals(lines.length, 62);
});

Deno.test("summaries of unlike groups say how many migrations each has", () => {
  const rows = sweep({ axes: { "vm.memoryBytes": [2 ** 22, 2 ** 23] }, replicates: 2 }).slice(1);
  const [caption, head] = linesOf(partsOf(summarize(rows, ["vm.memoryBytes"])));
  assertStrictEquals(caption, "2 points: mean (smallest to largest)");
  assert(head.includes("replicates"));
});

Deno.test("outcomes are told by their fields, so that copies are some too, and nothing else is", () => {
  assert(isOutcome({ ...anyResult() }));
  assert(isOutcome(JSON.parse(JSON.stringify(sweep({ axes: { "vm.memoryBytes": [2 ** 22] } })))));
  for (const other of [null, undefined, 1, "text", [], [1], {}, { html: "", text: "" }]) {
    assert(!isOutcome(other), JSON.stringify(other));
  }
});
