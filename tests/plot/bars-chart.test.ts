import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { barsChart, ENGINE_COLORS } from "../../lib/plot.ts";
import { all, numberOf, panelsOf, parseChart, type SvgElement, texts } from "./svg.ts";
import { figures, qemuRun, validatedRun } from "./validations.ts";

const runs = [
  qemuRun("pre-copy", 256, 4),
  qemuRun("pre-copy", 128, 2),
  qemuRun("three-stage", 256, 3),
];
const predictions = [validatedRun("pre-copy", 4, 1.1), validatedRun("pre-copy", 2), validatedRun("three-stage", 3)];
const bars = (panel: SvgElement) => all(panel, '[aria-description="value"] rect');

Deno.test("barsChart draws three panels with a bar per run, by memory, then by engine", () => {
  const panels = panelsOf(parseChart(barsChart(runs)));
  assertStrictEquals(panels.length, 3);
  for (const panel of panels) {
    const { "pre-copy": pre, "three-stage": three } = ENGINE_COLORS;
    assertEquals(bars(panel).map((bar) => bar.getAttribute("fill")), [pre, pre, three]);
    const ticks = all(panel, '[aria-label="x-axis tick label"] text').map((tick) => tick.textContent);
    assertEquals(ticks, ["128", "256"]);
  }
});

Deno.test("barsChart draws a dash for a missing run and for one that did not complete", () => {
  const [panel] = panelsOf(parseChart(barsChart(runs)));
  assertStrictEquals(all(panel, '[aria-description="no value"] text').length, 1);
  const cancelled = { ...figures("three-stage", 45), status: "cancelled" as const, downtimeSeconds: null };
  const more = [...runs, qemuRun("three-stage", 128, 45, { measured: cancelled })];
  const panels = panelsOf(parseChart(barsChart(more)));
  for (const panel of panels) {
    assertStrictEquals(bars(panel).length, 3);
    assertStrictEquals(all(panel, '[aria-description="no value"] text').length, 1);
  }
});

Deno.test("barsChart draws a line and a dot at each prediction", () => {
  const [panel] = panelsOf(parseChart(barsChart(runs, { predictions: predictions.slice(0, 2) })));
  const dots = all(panel, '[aria-description="predicted"] circle');
  assertStrictEquals(all(panel, '[aria-description="predicted"] line').length, 2);
  assertStrictEquals(dots.length, 2);
  // Bars and predictions: 128 MiB, then 256 MiB, with a predicted time 1.1 times the measured one.
  const heights = bars(panel).map((bar) => numberOf(bar, "height"));
  const bottom = numberOf(bars(panel)[0], "y") + heights[0];
  assert(Math.abs(bottom - numberOf(dots[0], "cy") - heights[0]) < 0.1);
  assert(Math.abs(bottom - numberOf(dots[1], "cy") - 1.1 * heights[1]) < 0.1);
});

Deno.test("barsChart ignores predictions that did not converge and those of other runs", () => {
  const [first] = predictions;
  const others = [
    { ...first, predicted: { ...first.predicted, converges: false } },
    { ...predictions[1], capabilities: ["auto-converge"] },
  ];
  const [panel] = panelsOf(parseChart(barsChart(runs, { predictions: others })));
  assertStrictEquals(all(panel, '[aria-description="predicted"] circle').length, 0);
});

Deno.test("barsChart writes the value above a bar that is too low to read", () => {
  const low = { ...figures("three-stage", 3), downtimeSeconds: 0.002 };
  const panels = panelsOf(
    parseChart(barsChart([qemuRun("pre-copy", 256, 4), qemuRun("three-stage", 256, 3, { measured: low })])),
  );
  const values = (panel: SvgElement) => all(panel, '[aria-description="value"] text').map((t) => t.textContent);
  assertEquals(values(panels[0]), []);
  assertEquals(values(panels[2]), ["2"]);
});

Deno.test("barsChart names units, engines and predictions, and describes every bar", () => {
  const figure = barsChart(runs, { predictions, title: "A & B" });
  const written = texts(parseChart(figure));
  const expected = ["A & B", "total migration time [s]", "pages transferred [MiB]", "downtime [ms]", "VM memory [MiB]"];
  for (const text of [...expected, "pre-copy, measured", "three-stage, measured", "predicted"]) {
    assert(written.includes(text), text);
  }
  assertMatch(figure.description, /MiB\. Total migration time in s: pre-copy 2, 4; three-stage none, 3\./);
  assert(!texts(parseChart(barsChart(runs))).includes("predicted"));
});

Deno.test("barsChart stacks its panels on a narrow screen", () => {
  const root = parseChart(barsChart(runs, { width: 340 }));
  assertStrictEquals(numberOf(root, "width"), 340);
  assertStrictEquals(panelsOf(root).length, 3);
});

Deno.test("barsChart rejects two runs with the same memory size and engine", () => {
  assertThrowsWith(() => barsChart([...runs, runs[0]]), /two of 256 MiB, pre-copy/);
});
