import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { formatDuration, formatMebibytes, formatSeconds } from "../../cli/format.ts";
import { oneLine } from "../../lib/text/one-line.ts";
import { progressBar } from "../../lib/text/progress-bar.ts";
import { roundsTable } from "../../cli/rounds-table.ts";
import { textTable } from "../../cli/text-table.ts";

Deno.test("textTable(head, rows) puts numbers right and words left", () => {
  const table = textTable(["name", "n"], [["a", "1"], ["long name", "1,000"], ["b", "-"]]);
  assertStrictEquals(
    table,
    "name           n\n---------  -----\na              1\nlong name  1,000\nb              -\n",
  );
});

Deno.test("textTable(head, []) is the head alone", () => {
  assertStrictEquals(textTable(["name"], []), "name\n----\n");
});

Deno.test("textTable(head, rows) takes as many rows as a sweep may have", () => {
  const rows = Array.from({ length: 150_000 }, () => ["1"]);
  assertStrictEquals(textTable(["n"], rows).split("\n").length, 150_003);
});

Deno.test("formatSeconds(value) shows four significant digits at every size", () => {
  const shown = [0, 1e-9, 0.0042, 0.25, 12.3456, 1234.5, 2e12].map(formatSeconds);
  assertEquals(shown, ["0", "1.000e-9", "0.004200", "0.2500", "12.35", "1,235", "2.000e+12"]);
});

Deno.test("formatDuration(seconds) shows milliseconds below a second", () => {
  assertEquals([0, 0.04159, 1, 90].map(formatDuration), ["0 s", "41.59 ms", "1.000 s", "90.00 s"]);
});

Deno.test("formatMebibytes(bytes) shows one decimal and thousands", () => {
  assertStrictEquals(formatMebibytes(1234.56 * 2 ** 20), "1,234.6");
});

Deno.test("oneLine(text) folds line ends and control characters into spaces", () => {
  assertStrictEquals(oneLine(" a\r\n\tb\u2028c\u0000d\n"), "a b c d");
});

Deno.test("progressBar(done, total, what) fills from empty to full", () => {
  assertStrictEquals(progressBar(0, 8, "runs"), `[${" ".repeat(30)}] 0/8 runs`);
  assertStrictEquals(progressBar(4, 8, "runs"), `[${"#".repeat(15)}${" ".repeat(15)}] 4/8 runs`);
  assertStrictEquals(progressBar(8, 8, "runs"), `[${"#".repeat(30)}] 8/8 runs`);
});

Deno.test("roundsTable(rounds) shows twelve rounds, and of more the first six and the last five", () => {
  const rounds = Array.from({ length: 30 }, (_, i) => ({
    index: i + 1,
    guest: "running" as const,
    startSeconds: i,
    seconds: 1,
    pagesWalked: 10,
    pagesSent: 10,
    pagesSkipped: 0,
    pagesDirtied: 10,
    bytes: 2 ** 20,
  }));
  const shown = (count: number) =>
    roundsTable(rounds.slice(0, count)).trimEnd().split("\n").slice(2).map((line) => line.trim().split(/\s+/)[0]);
  assertEquals(shown(12), ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);
  assertEquals(shown(30), ["1", "2", "3", "4", "5", "6", "…", "26", "27", "28", "29", "30"]);
  assertMatch(roundsTable(rounds), /… +\(19 more\)\n/);
});
