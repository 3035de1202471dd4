import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { PAPER } from "../../lib/paper.ts";
import { ENGINE_COLORS, paperChart } from "../../lib/plot.ts";
import { anyFigures } from "./bars.ts";
import { all, numberOf, panelsOf, parseChart, type SvgElement, texts } from "./svg.ts";

const yTicks = (panel: SvgElement) =>
  all(panel, '[aria-label="y-axis tick label"] text').map((tick) => tick.textContent);

for (const number of ["4", "5"] as const) {
  Deno.test(`paperChart(figures, "${number}") draws three panels of eight bars, two colors each`, () => {
    const panels = panelsOf(parseChart(paperChart(anyFigures(), number)));
    assertStrictEquals(panels.length, 3);
    for (const panel of panels) {
      const fills = all(panel, '[aria-label="rect"] rect').map((bar) => bar.getAttribute("fill"));
      assertEquals(fills, [1, 2, 3, 4].flatMap(() => [ENGINE_COLORS["pre-copy"], ENGINE_COLORS["three-stage"]]));
    }
  });

  Deno.test(`paperChart(figures, "${number}") has the axes of the paper`, () => {
    const panels = panelsOf(parseChart(paperChart(anyFigures(), number)));
    for (const [i, key] of (["a", "b", "c"] as const).entries()) {
      const { axisMax, tick } = PAPER.figures[number].panels[key];
      const expected = Array.from({ length: Math.floor(axisMax / tick) + 1 }, (_, i) => `${i * tick}`);
      assertEquals(yTicks(panels[i]), expected);
    }
  });
}

Deno.test("paperChart draws bars from zero to their means", () => {
  const figures = anyFigures();
  const [panel] = panelsOf(parseChart(paperChart(figures, "4", { height: 276 })));
  // 276 pixels minus 32 above and 44 below are 200 pixels, for an axis from 0 to 100.
  const bars = all(panel, '[aria-label="rect"] rect');
  for (const [i, { mean }] of figures["4"].a.entries()) {
    assert(Math.abs(numberOf(bars[i], "height") - 2 * mean) < 0.02);
    assert(Math.abs(numberOf(bars[i], "y") + numberOf(bars[i], "height") - 232) < 0.02);
  }
});

Deno.test("paperChart draws a whisker from the smallest to the largest replicate in the middle of each bar", () => {
  const figures = anyFigures();
  const [panel] = panelsOf(parseChart(paperChart(figures, "4", { height: 276 })));
  const lines = all(panel, '[aria-description="range"] line');
  const bars = all(panel, '[aria-label="rect"] rect');
  assertStrictEquals(lines.length, 8);
  for (const [i, { min, max }] of figures["4"].a.entries()) {
    const ends = [numberOf(lines[i], "y1"), numberOf(lines[i], "y2")].map((y) => (232 - y) / 2).sort((a, b) => a - b);
    assert(Math.abs(ends[0] - min) < 0.02 && Math.abs(ends[1] - max) < 0.02);
    const middle = numberOf(bars[i], "x") + numberOf(bars[i], "width") / 2;
    assert(Math.abs(numberOf(lines[i], "x1") - middle) < 1);
  }
});

Deno.test("paperChart extends an axis by whole ticks if bars would leave the panel", () => {
  const [panel] = panelsOf(parseChart(paperChart(anyFigures(1.3), "4")));
  assertStrictEquals(yTicks(panel).at(-1), "140");
});

Deno.test("paperChart names its panels, their units and both engines", () => {
  const written = texts(parseChart(paperChart(anyFigures(), "5")));
  for (
    const text of [
      "Figure 5: migration at a high dirty rate",
      "(a) total migration time",
      "(b) pages transferred",
      "(c) downtime",
      "total migration time [s]",
      "pages transferred [MiB]",
      "downtime [ms]",
      "VM memory [MiB]",
      "pre-copy",
      "three-stage",
      "smallest to largest replicate",
      "1024",
    ]
  ) assert(written.includes(text), text);
});

Deno.test("paperChart describes the means of every bar in words", () => {
  assertMatch(
    paperChart(anyFigures(), "4").description,
    /dirty rate\. Total migration time in s: pre-copy 11\.3, 22\.5, 45, 90;/,
  );
});

Deno.test("paperChart stacks its panels on a narrow screen", () => {
  const root = parseChart(paperChart(anyFigures(), "4", { width: 300 }));
  assertStrictEquals(numberOf(root, "width"), 300);
  assertStrictEquals(panelsOf(root).length, 3);
});

Deno.test("paperChart is small enough to commit and the same every time", () => {
  const { svg } = paperChart(anyFigures(), "4");
  assert(svg.length < 20_000);
  assertStrictEquals(paperChart(anyFigures(), "4").svg, svg);
});
