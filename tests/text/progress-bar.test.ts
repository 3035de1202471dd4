import { assertStrictEquals } from "@std/assert";
import { paceText, progressBar } from "../../lib/text/progress-bar.ts";

Deno.test("progressBar(done, total, what) fills from empty to full", () => {
  assertStrictEquals(progressBar(0, 8, "runs"), `[${" ".repeat(30)}] 0/8 runs`);
  assertStrictEquals(progressBar(4, 8, "runs"), `[${"#".repeat(15)}${" ".repeat(15)}] 4/8 runs`);
  assertStrictEquals(progressBar(8, 8, "runs"), `[${"#".repeat(30)}] 8/8 runs`);
});

Deno.test("paceText shows the rate and the time left, not counting earlier runs, after a second", () => {
  assertStrictEquals(paceText({ done: 40, total: 100, seconds: 0.9 }), "");
  assertStrictEquals(paceText({ done: 0, total: 100, seconds: 9 }), "");
  assertStrictEquals(paceText({ done: 40, total: 100, seconds: 4 }), ", 10/s, 6 s left");
  assertStrictEquals(paceText({ done: 40, total: 100, before: 40, seconds: 4 }), "");
  assertStrictEquals(paceText({ done: 50, total: 100, before: 40, seconds: 40 }), ", 0.25/s, 3 min left");
  assertStrictEquals(paceText({ done: 10, total: 100_010, seconds: 1 }), ", 10/s, 2.8 h left");
});
