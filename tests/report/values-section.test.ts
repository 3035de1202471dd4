import { assertEquals } from "@std/assert";
import { savingsOf } from "../../lib/report/values-section.ts";
import type { Bar } from "../../lib/paper.ts";

const bar = (memoryMiB: number, engine: Bar["engine"], mean: number): Bar => ({
  memoryMiB,
  engine,
  mean,
  min: 0,
  max: 0,
});

Deno.test("savingsOf returns percent of pre-copy's value for each size, then the mean of these percentages", () => {
  const bars = [bar(1, "pre-copy", 10), bar(1, "three-stage", 5), bar(2, "pre-copy", 100), bar(2, "three-stage", 110)];
  assertEquals(savingsOf(bars).map(({ memoryMiB, percent }) => [memoryMiB, Math.round(percent)]), [
    [1, 50],
    [2, -10],
    [null, 20],
  ]);
});
