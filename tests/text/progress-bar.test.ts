import { assertStrictEquals } from "@std/assert";
import { progressBar } from "../../lib/text/progress-bar.ts";

Deno.test("progressBar(done, total, what) fills from empty to full", () => {
  assertStrictEquals(progressBar(0, 8, "runs"), `[${" ".repeat(30)}] 0/8 runs`);
  assertStrictEquals(progressBar(4, 8, "runs"), `[${"#".repeat(15)}${" ".repeat(15)}] 4/8 runs`);
  assertStrictEquals(progressBar(8, 8, "runs"), `[${"#".repeat(30)}] 8/8 runs`);
});
