import { assertEquals, assertStrictEquals } from "@std/assert";
import { PAPER } from "../../lib/paper/published.ts";

Deno.test("PAPER has the facts of the paper", () => {
  assertEquals(PAPER.testbed.memoryMiB, [128, 256, 512, 1024]);
  assertStrictEquals(PAPER.testbed.repeats, 5);
  assertEquals(PAPER.claims.map(({ id }) => id), [
    "low-time-reduction",
    "low-pages-reduction",
    "high-time-reduction",
    "low-time-saving-grows",
    "low-downtime-precopy-stable",
    "low-downtime-threestage-grows",
    "low-downtime-threestage-lower-small",
    "low-downtime-threestage-higher-large",
    "high-time-threestage-shorter",
    "axes",
  ]);
  const axes = (["4", "5"] as const).flatMap((figure) =>
    Object.values(PAPER.figures[figure].panels).map(({ axisMax, tick, unit }) => [axisMax, tick, unit])
  );
  assertEquals(axes, [
    [100, 20, "s"],
    [1400, 200, "MB"],
    [160, 20, "ms"],
    [140, 20, "s"],
    [2000, 500, "MB"],
    [1000, 200, "ms"],
  ]);
});
