import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { film } from "../../mod.ts";
import {
  MARKS,
  REEL_CELLS,
  reelFrameAt,
  reelOf,
  reelShares,
  sampledState,
  whereGuestRuns,
} from "../../explorer/reel.ts";
import { thinTimeline } from "../../explorer/page/worker.ts";
import { anyResult } from "../plot/results.ts";

const shot = film({
  vm: { memoryBytes: 2 ** 26 },
  workload: { kind: "uniform", writesPerSecond: 5000 },
  migration: { engine: "post-copy" },
}, { cells: REEL_CELLS, frames: 60 });
const reel = reelOf(shot);

Deno.test("reelOf(film): shares add up, and at the end all pages are at the destination", () => {
  for (const frame of [0, 30, 59]) {
    assert(Math.abs(reelShares(reel, frame).reduce((sum, share) => sum + share) - 1) < 0.01);
  }
  assertEquals(reelShares(reel, 59), [0, 1, 0, 0]);
  assert(reelShares(reel, 30)[3] > 0.3, "half of the pages are awaited halfway");
});

Deno.test("reelOf(film) marks cells with sent pages and cells with faults", () => {
  const counted = (mark: number) => reel.marks.filter((marks) => marks & mark).length;
  assert(counted(MARKS.sent) >= reel.cells);
  assertStrictEquals(counted(MARKS.faulted), shot.faults.filter((faults) => faults > 0).length);
});

Deno.test("sampledState(reel) shows each state in its share of the cells", () => {
  const mixed = { ...reel, states: reel.states.map((_, i) => [51, 102, 77, 25][i % 4]) };
  const shown = [0, 0, 0, 0];
  for (let cell = 0; cell < reel.cells; cell++) shown[sampledState(mixed, 0, cell)]++;
  [0.2, 0.4, 0.3, 0.1].forEach((share, i) => assert(Math.abs(shown[i] / reel.cells - share) < 0.01));
  const cells = Array.from({ length: reel.cells }, (_, cell) => sampledState(reel, 59, cell));
  assertEquals(new Set(cells), new Set([1]));
});

Deno.test("reelFrameAt(reel, seconds) is within the reel", () => {
  assertStrictEquals(reelFrameAt(reel, -1), 0);
  assertStrictEquals(reelFrameAt(reel, 1.5 * reel.frameSeconds), 1);
  assertStrictEquals(reelFrameAt(reel, 1e9), 59);
});

Deno.test("whereGuestRuns(result, seconds) follows the phases", () => {
  const result = anyResult(1);
  assertEquals([0, 59, 60.5, 70, 1e9].map((seconds) => whereGuestRuns(result, seconds)), [
    "source",
    "source",
    "nowhere",
    "destination",
    "destination",
  ]);
});

Deno.test("thinTimeline(result) shortens a long curve and changes nothing else", () => {
  const timeline = Array.from({ length: 50_000 }, (_, i) => ({ seconds: i, remainingPages: i % 7 }));
  const { timeline: thinned, ...rest } = thinTimeline(anyResult(1, { timeline }));
  assert(thinned.length <= 8004);
  const { timeline: _, ...expected } = anyResult(1);
  assertEquals(rest, expected);
});
