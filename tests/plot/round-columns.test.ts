import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Pass } from "../../mod.ts";
import { columnsOf, equalColumns, timedColumns } from "../../lib/plot/round-columns.ts";

function pass(kind: Pass["kind"], index: number, startSeconds: number, seconds: number): Pass {
  const of = (value: number) => Float64Array.of(value);
  return {
    kind,
    firstIndex: index,
    lastIndex: index,
    startSeconds,
    seconds,
    pagesSent: of(index),
    pagesSkipped: of(0),
    pagesDirtied: of(0),
    faults: of(0),
  };
}

const passes = [
  pass("round", 1, 0, 8),
  pass("round", 2, 8, 1),
  pass("round", 3, 9, 0.5),
  pass("final copy", 4, 9.5, 0.5),
];
const edges = (columns: readonly { left: number; right: number }[]) => columns.map(({ left, right }) => [left, right]);

Deno.test("equalColumns have the same width, with a gap before the pass after the rounds", () => {
  assertEquals(edges(equalColumns(passes, 10, 206)), [[10, 60], [60, 110], [110, 160], [166, 216]]);
});

Deno.test("equalColumns share columns if there are more rounds than pixels, without losing a round", () => {
  const many = Array.from({ length: 500 }, (_, i) => pass("round", i + 1, i, 1));
  const columns = equalColumns(many, 0, 100);
  assertStrictEquals(columns.length, 100);
  assertStrictEquals(columns.flatMap(({ passes }) => passes).length, 500);
});

Deno.test("timedColumns are as wide as their passes are long", () => {
  assertEquals(edges(timedColumns(passes, 0, 100, 10)), [[0, 80], [80, 90], [90, 95], [95, 100]]);
  const narrow = timedColumns(passes, 0, 10, 10);
  assertStrictEquals(narrow.flatMap(({ passes }) => passes).length, 4);
  assertEquals(edges(narrow), [[0, 8], [8, 9], [9, 10]]);
});

Deno.test("columnsOf returns the mean of the passes that share a column", () => {
  const [last] = columnsOf([{ passes: passes.slice(1, 3), left: 0, right: 1 }], "pagesSent");
  assertEquals(Array.from(last.values), [2.5]);
});
