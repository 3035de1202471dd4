import { assert, assertEquals, assertMatch, assertStrictEquals, assertThrows } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { barsChart, ENGINE_COLORS } from "../../lib/plot.ts";
import { all, numberOf, parseFigure, type SvgElement, texts } from "./svg.ts";
import { figures, qemuRun, validatedRun } from "./validations.ts";

const runs = [
  qemuRun("pre-copy", 256, 4),
  qemuRun("pre-copy", 128, 2),
  qemuRun("three-stage", 256, 3),
];
const predictions = [validatedRun("pre-copy", 4, 1.1), validatedRun("pre-copy", 2), validatedRun("three-stage", 3)];
const panelsOf = (root: SvgElement) => all(root, "svg > g");
const bars = (panel: SvgElement) => all(panel, '[aria-description="measured"] rect');

Deno.test("barsChart draws three panels with a bar per run, by memory, then by engine", () => {
  const panels = panelsOf(parseFigure(barsChart(runs)));
  assertStrictEquals(panels.length, 3);
  for (const panel of panels) {
    const { "pre-copy": pre, "three-stage": three } = ENGINE_COLORS;
    assertEquals(bars(panel).map((bar) => bar.getAttribute("fill")), [pre, pre, three]);
    const ticks = all(panel, '[aria-label="x-axis tick label"] text').map((tick) => tick.textContent);
    assertEquals(ticks, ["128", "256"]);
  }
});

Deno.test("barsChart leaves a gap with a dash where there is no run, and where it did not complete", () => {
  const [panel] = panelsOf(parseFigure(barsChart(runs)));
  assertStrictEquals(all(panel, '[aria-description="no run"] text').length, 1);
  const cancelled = { ...figures("three-stage", 45), status: "cancelled" as const, downtimeSeconds: null };
  const more = [...runs, qemuRun("three-stage", 128, 45, { measured: cancelled })];
  const panels = panelsOf(parseFigure(barsChart(more)));
  for (const panel of panels) {
    assertStrictEquals(bars(panel).length, 3);
    assertStrictEquals(all(panel, '[aria-description="no run"] text').length, 1);
  }
});

Deno.test("barsChart lays a line and a dot at the prediction over each bar that has one", () => {
  const [panel] = panelsOf(parseFigure(barsChart(runs, { predictions: predictions.slice(0, 2) })));
  const dots = all(panel, '[aria-description="predicted"] circle');
  assertStrictEquals(all(panel, '[aria-description="predicted"] line').length, 2);
  assertStrictEquals(dots.length, 2);
  // Bars and predictions: 128 MiB, then 256 MiB, which is predicted to take 1.1 times as long as it did.
  const heights = bars(panel).map((bar) => numberOf(bar, "height"));
  const bottom = numberOf(bars(panel)[0], "y") + heights[0];
  assert(Math.abs(bottom - numberOf(dots[0], "cy") - heights[0]) < 0.1);
  assert(Math.abs(bottom - numberOf(dots[1], "cy") - 1.1 * heights[1]) < 0.1);
});

Deno.test("barsChart takes no prediction that did not converge or is of another run", () => {
  const [first] = predictions;
  const others = [
    { ...first, predicted: { ...first.predicted, converges: false } },
    { ...predictions[1], capabilities: ["auto-converge"] },
  ];
  const [panel] = panelsOf(parseFigure(barsChart(runs, { predictions: others })));
  assertStrictEquals(all(panel, '[aria-description="predicted"] circle').length, 0);
});

Deno.test("barsChart writes the value over a bar too low to be read", () => {
  const low = { ...figures("three-stage", 3), downtimeSeconds: 0.002 };
  const panels = panelsOf(
    parseFigure(barsChart([qemuRun("pre-copy", 256, 4), qemuRun("three-stage", 256, 3, { measured: low })])),
  );
  const values = (panel: SvgElement) => all(panel, '[aria-description="measured"] text').map((t) => t.textContent);
  assertEquals(values(panels[0]), []);
  assertEquals(values(panels[2]), ["2"]);
});

Deno.test("barsChart names units, engines and predictions, and describes every bar", () => {
  const figure = barsChart(runs, { predictions, title: "A & B" });
  const written = texts(parseFigure(figure));
  const expected = ["A & B", "total migration time [s]", "pages transferred [MiB]", "downtime [ms]", "VM memory [MiB]"];
  for (const text of [...expected, "pre-copy, measured", "three-stage, measured", "predicted"]) {
    assert(written.includes(text), text);
  }
  assertMatch(figure.description, /measured\. Total migration time \[s\]: pre-copy 2, 4; three-stage none, 3\./);
  assert(!texts(parseFigure(barsChart(runs))).includes("predicted"));
});

Deno.test("barsChart on a narrow screen is one panel wide and keeps all three", () => {
  const root = parseFigure(barsChart(runs, { width: 340 }));
  assertStrictEquals(numberOf(root, "width"), 340);
  assertStrictEquals(panelsOf(root).length, 3);
});

Deno.test("barsChart refuses two runs at one place, and none at all", () => {
  assertThrowsWith(() => barsChart([...runs, runs[0]]), /two of 256 MiB, pre-copy/);
  assertThrows(() => barsChart([]), RangeError);
});
