import { assertAlmostEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { simulate } from "@pageferry/pageferry";
import { measuredRuns, reportedMetrics, scenarioOf } from "@pageferry/pageferry/qemu";

const [preCopy] = measuredRuns();
const postCopy = measuredRuns().find(({ engine }) => engine === "post-copy")!;
const slowLink = { ...preCopy, linkMbitPerSecond: 50 };

Deno.test("reportedMetrics ends pre-copy at the end of its final copy", () => {
  const result = simulate({ ...scenarioOf(preCopy), seed: 1 });
  const [suspend, finalCopy, ...rest] = result.phases.slice(result.phases.findIndex(({ name }) => name === "suspend"));
  assertStrictEquals(finalCopy.name, "final copy");
  const { totalSeconds, downtimeSeconds } = reportedMetrics([result]);
  assertAlmostEquals(downtimeSeconds!, suspend.seconds + finalCopy.seconds, 1e-12);
  const after = rest.reduce((sum, { seconds }) => sum + seconds, 0);
  assertAlmostEquals(totalSeconds, result.totalSeconds - after, 1e-9);
});

Deno.test("reportedMetrics ends post-copy with the migration", () => {
  const result = simulate({ ...scenarioOf(postCopy), seed: 1 });
  const { totalSeconds, demandFaults, blockedSeconds } = reportedMetrics([result]);
  assertStrictEquals(totalSeconds, result.totalSeconds);
  assertStrictEquals(demandFaults, result.demandFaults);
  assertStrictEquals(blockedSeconds, result.stallSeconds);
});

Deno.test("reportedMetrics averages the results that ended as the majority did", () => {
  const [a, b] = [1, 2].map((seed) => simulate({ ...scenarioOf(preCopy), seed }));
  const scenario = scenarioOf(slowLink, null);
  const diverged = simulate({ ...scenario, migration: { ...scenario.migration, timeLimitSeconds: 5 } });
  assertStrictEquals(diverged.verdict, "diverged");
  const { converges, pagesTransferred } = reportedMetrics([a, b, diverged]);
  assertStrictEquals(converges, true);
  assertStrictEquals(pagesTransferred, (a.pagesTransferred + b.pagesTransferred) / 2);
  const given = reportedMetrics([a, diverged, diverged]);
  assertStrictEquals(given.converges, false);
  assertStrictEquals(given.downtimeSeconds, null);
  assertStrictEquals(given.totalSeconds, diverged.totalSeconds);
});

Deno.test("reportedMetrics refuses what is not a list of results", () => {
  for (const results of [undefined, [], [1]]) {
    assertThrows(() => reportedMetrics(results as never), TypeError, "Cannot report metrics: results must ");
  }
});
