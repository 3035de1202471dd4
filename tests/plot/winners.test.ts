import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { winners } from "../../lib/plot/winners.ts";
import { at, summary } from "./summaries.ts";

const AXES = {
  x: "vm.memoryBytes",
  y: "workload.writesPerSecond",
  metric: "totalSeconds",
  of: "migration.engine",
} as const;

Deno.test("winners finds the smallest mean and its lead over the next best", () => {
  const [winner] = winners([
    summary(at(128, "a"), 30),
    summary(at(128, "b"), 15),
    summary(at(128, "c"), 20),
  ], AXES);
  assertEquals(winner, { x: 2 ** 27, y: 1000, winner: "b", margin: 0.25, finished: 3 });
});

Deno.test("winners ignores contestants that diverged, even with a small mean", () => {
  const summaries = [summary(at(128, "a"), 1, null, "diverged"), summary(at(128, "b"), 99)];
  assertEquals(winners(summaries, AXES)[0], { x: 2 ** 27, y: 1000, winner: "b", margin: null, finished: 1 });
});

Deno.test("winners has no winner if all contestants diverged", () => {
  const [none] = winners([summary(at(128, "a"), 1, null, "diverged")], AXES);
  assertStrictEquals(none.winner, null);
  assertStrictEquals(none.finished, 0);
});

Deno.test("winners treats means as equal if they differ by less than a tenth of a percent", () => {
  assertStrictEquals(winners([summary(at(128, "a"), 10), summary(at(128, "b"), 10.009)], AXES)[0].winner, null);
  assertStrictEquals(winners([summary(at(128, "a"), 10), summary(at(128, "b"), 10.02)], AXES)[0].winner, "a");
  assertStrictEquals(winners([summary(at(128, "a"), 0, 0), summary(at(128, "b"), 0, 0)], AXES)[0].winner, null);
});

Deno.test("winners rejects two summaries of one contestant at one place", () => {
  const summaries = [summary(at(128, "a"), 1), summary(at(256, "a"), 1), summary(at(128, "a", 5), 1)];
  assertStrictEquals(winners(summaries, AXES).length, 3);
  assertThrowsWith(() => winners([...summaries, summaries[0]], AXES), /two at .* a/);
});
