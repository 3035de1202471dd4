import { assertEquals, assertStrictEquals } from "@std/assert";
import { comparison, summaryText } from "../../explorer/comparison.ts";
import { anyResult } from "../plot/results.ts";

const results = {
  "pre-copy": anyResult(0.2, { engine: "pre-copy", totalSeconds: 20, demandFaults: 0, verdict: "forced" }),
  "three-stage": anyResult(0.05, { engine: "three-stage", totalSeconds: 10 }),
  "post-copy": anyResult(0.04, { engine: "post-copy", totalSeconds: 9.18004 }),
  "stop-and-copy": anyResult(9.18, { engine: "stop-and-copy", totalSeconds: 9.18, demandFaults: 0 }),
} as const;

const row = (name: string, of: Parameters<typeof comparison>[0] = results) =>
  comparison(of).find((row) => row.name === name)!.cells;

Deno.test("comparison(results) has the values of simulate, as numbers and as text", () => {
  assertEquals(row("downtimeSeconds").map(({ value, text }) => [value, text]), [
    [0.2, "200 ms"],
    [0.05, "50 ms"],
    [0.04, "40 ms"],
    [9.18, "9.18 s"],
  ]);
});

Deno.test("comparison(results) has shares of the largest value", () => {
  assertEquals(row("totalSeconds").map(({ share }) => share), [1, 0.5, 9.18004 / 20, 9.18 / 20]);
});

Deno.test("comparison(results) treats values with the same text as equal, and marks none as best if all are equal", () => {
  assertEquals(row("totalSeconds").map(({ best }) => best), [false, false, true, true]);
  assertEquals(row("pagesTransferred").map(({ best }) => best), [false, false, false, false]);
});

Deno.test("comparison(results): no engine is best in faults or stall, which two engines cannot have", () => {
  for (const name of ["demandFaults", "stallSeconds"]) {
    assertEquals(row(name).map(({ best }) => best), [false, false, false, false], name);
  }
});

Deno.test("comparison(results): an abandoned migration is never best", () => {
  const abandoned = { ...results["pre-copy"], totalSeconds: 1, downtimeSeconds: null, verdict: "diverged" as const };
  const cells = { ...results, "pre-copy": abandoned };
  assertEquals(row("totalSeconds", cells).map(({ best }) => best), [false, false, true, true]);
  assertStrictEquals(row("downtimeSeconds", cells)[0].text, "none");
});

Deno.test("comparison(some results) has no values for missing results, and no engine is best yet", () => {
  const { "three-stage": _, ...some } = results;
  assertEquals(row("stallSeconds", some)[1], {
    engine: "three-stage",
    value: undefined,
    text: "…",
    share: 0,
    best: false,
  });
  assertEquals(comparison(some).flatMap(({ cells }) => cells.filter(({ best }) => best)), []);
});

Deno.test("summaryText(results) names the best engines and those that a limit stopped", () => {
  assertStrictEquals(
    summaryText(results),
    "Shortest: post-copy and stop-and-copy, 9.18 s. Least downtime: post-copy, 40 ms. Stopped by a limit: pre-copy.",
  );
});
