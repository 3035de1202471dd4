import { assert, assertAlmostEquals } from "@std/assert";
import { dirtyPagesAfter, fitCurve } from "../../lib/curve/fit.ts";

const pointsOf = (curve: (seconds: number) => number) =>
  [0.25, 0.5, 1, 2, 4, 8, 16].map((seconds) => ({ seconds, dirtyPages: curve(seconds) }));
const mixture = (seconds: number) => 5000 * -Math.expm1(-1.5 * seconds) + 40_000 * -Math.expm1(-0.05 * seconds);

Deno.test("fitCurve follows a mixture of exponentials between and beyond its points", () => {
  const { groups, worstMiss } = fitCurve(pointsOf(mixture), 1e6);
  assert(worstMiss === 0);
  for (const seconds of [0.4, 3, 12, 24]) {
    assertAlmostEquals(dirtyPagesAfter(groups, seconds) / mixture(seconds), 1, 0.03, `${seconds} s`);
  }
});

Deno.test("fitCurve never has more pages than can be written", () => {
  const { groups } = fitCurve(pointsOf((seconds) => 1000 * seconds), 20_000);
  const pages = groups.reduce((sum, group) => sum + group.pages, 0);
  assert(pages <= 20_000 * (1 + 1e-9) && dirtyPagesAfter(groups, 1e6) <= 20_001);
});

Deno.test("fitCurve says by how much it cannot follow the points", () => {
  // Grows faster and faster: no mixture of exponentials does.
  const { worstMiss } = fitCurve(pointsOf((seconds) => 10 * seconds ** 2), 1e6);
  assert(worstMiss > 0.3, `${worstMiss}`);
});

Deno.test("fitCurve does not take an unmeasured start for a set that is rewritten at once", () => {
  // Real measurements of a program that works in bursts, one period after the other.
  const points = [[1, 9344, 777], [2, 7936, 728], [4, 16_896, 1081], [8, 25_600, 1410], [16, 34_816, 1904]]
    .map(([seconds, dirtyPages, errorPages]) => ({ seconds, dirtyPages, errorPages }));
  const { groups } = fitCurve(points, 130_000);
  assert(dirtyPagesAfter(groups, 0.3) < 3500);
});
