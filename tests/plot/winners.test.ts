import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { type Winner, winners } from "../../lib/plot/winners.ts";
import type { SweepRow } from "../../lib/sweep.ts";
import { at, replicates } from "./summaries.ts";

const AXES = {
  x: "vm.memoryBytes",
  y: "workload.writesPerSecond",
  metric: "totalSeconds",
  of: "migration.engine",
} as const;
const best = (rows: SweepRow[]): Winner => winners(rows, AXES)[0];

Deno.test("winners finds the smallest mean and its lead over the next best", () => {
  const winner = best([
    ...replicates(at(128, "a"), [30, 30.1]),
    ...replicates(at(128, "b"), [15, 15.1]),
    ...replicates(at(128, "c"), [20, 20.1]),
  ]);
  const { margin, ...others } = winner;
  assertEquals(others, { x: 2 ** 27, y: 1000, winner: "b", lead: "clear", finished: 3, mixed: false });
  assert(Math.abs(margin! - 0.25) < 0.001);
});

Deno.test("winners ignores contestants that diverged, even with a small mean, and marks different verdicts", () => {
  const { winner, margin, finished, mixed } = best([
    ...replicates(at(128, "a"), [1, 1], ["converged", "diverged"]),
    ...replicates(at(128, "b"), [99, 99]),
  ]);
  assertEquals({ winner, margin, finished, mixed }, { winner: "b", margin: null, finished: 1, mixed: true });
});

Deno.test("winners has no winner if all contestants diverged", () => {
  const { winner, finished } = best(replicates(at(128, "a"), [1], "diverged"));
  assertEquals({ winner, finished }, { winner: null, finished: 0 });
});

Deno.test("winners treats means as equal if they differ by less than a tenth of a percent", () => {
  const against = (a: number, b: number) =>
    best([...replicates(at(128, "a"), [a, a]), ...replicates(at(128, "b"), [b, b])]);
  assertEquals([against(10, 10.009).winner, against(10, 10.009).lead], [null, "equal"]);
  assertStrictEquals(against(10, 10.02).winner, "a");
  assertStrictEquals(against(0, 0).winner, null);
});

Deno.test("winners has no winner if the noise covers the lead over any other contestant", () => {
  const a = replicates(at(128, "a"), [10, 12, 14]);
  // The same lead of 1: steady from replicate to replicate, and not.
  const steady = replicates(at(128, "b"), [11.1, 12.9, 15]);
  const unsteady = replicates(at(128, "b"), [15, 13, 11]);
  assertEquals([best([...a, ...steady]).winner, best([...a, ...steady]).lead], ["a", "clear"]);
  assertEquals([best([...a, ...unsteady]).winner, best([...a, ...unsteady]).lead], [null, "unclear"]);
  const third = replicates(at(128, "c"), [60, 2, 60]);
  assertStrictEquals(best([...a, ...steady, ...third]).lead, "unclear");
});

Deno.test("winners pairs replicates by their numbers, in any order of rows", () => {
  const a = replicates(at(128, "a"), [10, 12, 14]);
  const b = replicates(at(128, "b"), [11.1, 12.9, 15]).toReversed();
  assertStrictEquals(best([...b, ...a]).lead, "clear");
});

Deno.test("winners has no winner if single replicates do not show their noise", () => {
  const { winner, margin, lead } = best([...replicates(at(128, "a"), [10]), ...replicates(at(128, "b"), [20])]);
  assertEquals({ winner, margin, lead }, { winner: null, margin: 0.5, lead: "unknown" });
});

Deno.test("winners rejects two rows of one contestant and replicate at one place", () => {
  const rows = [at(128, "a"), at(256, "a"), at(128, "a", 5)].flatMap((point) => replicates(point, [1]));
  assertStrictEquals(winners(rows, AXES).length, 3);
  assertThrowsWith(() => winners([...rows, rows[0]], AXES), /two at .* a/);
});
