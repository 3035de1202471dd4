import { assert, assertEquals, assertMatch, assertNotMatch, assertStrictEquals } from "@std/assert";
import type { Figures, Panel, PaperEngine } from "../../lib/paper/bars.ts";
import { judgeClaims } from "../../lib/paper/claims.ts";
import { PAPER } from "../../lib/paper/published.ts";
import { figuresThatHold } from "./figures.ts";

/** The ids of the claims that figures fail. */
function failed(figures: Figures): string[] {
  return judgeClaims(figures).filter(({ holds }) => !holds).map(({ id }) => id);
}

function claim(figures: Figures, id: string) {
  return judgeClaims(figures).find((claim) => claim.id === id)!;
}

/** The figures that meet all claims, with one bar multiplied. */
function bent(figure: "4" | "5", panel: Panel, memoryMiB: number, engine: PaperEngine, factor: number): Figures {
  const figures = figuresThatHold();
  const bar = figures[figure][panel].find((bar) => bar.memoryMiB === memoryMiB && bar.engine === engine)!;
  bar.mean *= factor;
  return figures;
}

Deno.test("judgeClaims judges all ten claims, in the paper's order and words", () => {
  const claims = judgeClaims(figuresThatHold());
  assertStrictEquals(claims.length, 10);
  assertEquals(claims.map(({ id, says }) => [id, says]), PAPER.claims.map(({ id, says }) => [id, says]));
  assertEquals(claims.map(({ paper }) => paper), [36.2, 22, 44.1, ...new Array(7).fill(null)]);
});

Deno.test("all ten claims hold for hand-made figures that meet them", () => {
  assertEquals(failed(figuresThatHold()), []);
});

Deno.test("each claim fails if the bars that it depends on change, and no other claim fails", () => {
  const bends: [string, Figures, string[]][] = [
    ["less time saved at 256 MiB, low", bent("4", "a", 256, "three-stage", 1.25), [
      "low-time-reduction",
      "low-time-saving-grows",
    ]],
    ["fewer pages at 128 MiB, low", bent("4", "b", 128, "three-stage", 0.9), ["low-pages-reduction"]],
    ["less time saved at 1 GiB, high", bent("5", "a", 1024, "three-stage", 1.15), ["high-time-reduction"]],
    ["three-stage slower than pre-copy at 128 MiB, high", bent("5", "a", 128, "three-stage", 1.8), [
      "high-time-reduction",
      "high-time-threestage-shorter",
    ]],
    ["pre-copy hardly slower at the high rate at 256 MiB", bent("5", "a", 256, "pre-copy", 38 / 48), [
      "high-time-reduction",
      "high-time-threestage-shorter",
    ]],
    ["pre-copy's downtime half as long again at 512 MiB", bent("4", "c", 512, "pre-copy", 1.5), [
      "low-downtime-precopy-stable",
    ]],
    ["three-stage downtime dips at 512 MiB", bent("4", "c", 512, "three-stage", 0.7), [
      "low-downtime-threestage-grows",
    ]],
    ["three-stage downtime longer at 128 MiB", bent("4", "c", 128, "three-stage", 1.7), [
      "low-downtime-threestage-grows",
      "low-downtime-threestage-lower-small",
    ]],
    ["three-stage downtime shorter at 1 GiB", bent("4", "c", 1024, "three-stage", 0.6), [
      "low-downtime-threestage-grows",
      "low-downtime-threestage-higher-large",
      "axes",
    ]],
    ["a panel's tallest bar off its axis", bent("5", "b", 1024, "pre-copy", 1.1), ["axes"]],
    ["a panel's tallest bar below its top interval", bent("5", "b", 1024, "pre-copy", 0.5), []],
  ];
  // The last one: the three-stage bar next to it is then the tallest and still in the top interval.
  for (const [name, figures, expected] of bends) assertEquals(failed(figures), expected, name);
});

Deno.test("equal bars fail every claim except that of stable downtime", () => {
  const flat = figuresThatHold();
  for (const figure of ["4", "5"] as const) {
    for (const panel of ["a", "b", "c"] as const) flat[figure][panel].forEach((bar) => bar.mean = 1);
  }
  assertEquals(failed(flat), PAPER.claims.map(({ id }) => id).filter((id) => id !== "low-downtime-precopy-stable"));
});

Deno.test("an average is the mean of the four reductions in percent, and holds within one percentage point", () => {
  const { ours, holds } = claim(figuresThatHold(), "low-time-reduction");
  assert(Math.abs(ours - 36.2) < 1e-9 && holds);
  // If one of four reductions falls by x points, the mean falls by x / 4.
  const at = (points: number) =>
    claim(bent("4", "a", 128, "three-stage", (100 - 36.2 + 4 * points) / (100 - 36.2)), "low-time-reduction");
  assert(at(0.99).holds);
  assert(!at(1.01).holds);
  assert(at(-0.99).holds);
  assert(!at(-1.01).holds);
  assert(Math.abs(at(1.01).ours - 35.19) < 1e-9);
});

Deno.test("low-time-saving-grows is the smallest growth of the seconds saved from one size to the next", () => {
  // Saved: 7.24, 12.67, 21.72, 32.58.
  assert(Math.abs(claim(figuresThatHold(), "low-time-saving-grows").ours - (12.67 - 7.24)) < 1e-9);
});

Deno.test("pre-copy's downtimes are stable if their spread is at most 15 % of their mean", () => {
  const at = (factor: number) => claim(bent("4", "c", 1024, "pre-copy", factor), "low-downtime-precopy-stable");
  assertStrictEquals(at(1).ours, 2);
  assert(at(1.14).holds);
  assert(!at(1.16).holds);
  assert(!at(0.8).holds);
});

Deno.test("the top interval includes the end of the axis and excludes the tick below", () => {
  const axes = (mean: number) => {
    const figures = figuresThatHold();
    figures["4"].a[6].mean = mean;
    return claim(figures, "axes");
  };
  assertStrictEquals(axes(100).ours, 6);
  assert(axes(100).holds);
  assert(axes(80.01).holds);
  for (const mean of [80, 100.01]) {
    assertStrictEquals(axes(mean).ours, 5);
    assert(!axes(mean).holds);
  }
});

Deno.test("the tests of claims have round numbers", () => {
  for (const { test } of judgeClaims(figuresThatHold())) assertNotMatch(test, /\d\.\d{4}/);
  assertMatch(claim(figuresThatHold(), "high-time-threestage-shorter").test, /pre-copy at least 10 % slower/);
});
