import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { ENGINE_COLORS, predictionsChart } from "../../lib/plot.ts";
import { all, numberOf, panelsOf, parseChart, type SvgElement, texts } from "./svg.ts";
import { validatedRun, validation } from "./validations.ts";

const three = validation(
  validatedRun("pre-copy", 2),
  validatedRun("pre-copy", 30, 1.05),
  validatedRun("three-stage", 4, 1.2),
  validatedRun("three-stage", 6, 0.5, { counted: false }),
  validatedRun("post-copy", 3),
);
const marks = (panel: SvgElement, group: string) =>
  ["path", "circle"].flatMap((shape) => all(panel, `[aria-description="${group}"] ${shape}`));

Deno.test("predictionsChart draws five panels with one mark per run in the color of its engine", () => {
  const panels = panelsOf(parseChart(predictionsChart(three)));
  assertStrictEquals(panels.length, 5);
  for (const [i, panel] of panels.entries()) {
    assertStrictEquals(marks(panel, "pre-copy").length, i < 3 ? 2 : 0, "pre-copy has no faults to predict");
    assertStrictEquals(marks(panel, "three-stage").length, 1);
    assertStrictEquals(marks(panel, "post-copy").length, 1);
    const [group] = all(panel, '[aria-description="post-copy"]');
    assertStrictEquals(group.getAttribute("fill"), ENGINE_COLORS["post-copy"]);
  }
});

Deno.test("predictionsChart draws hollow marks for runs that do not count", () => {
  for (const panel of panelsOf(parseChart(predictionsChart(three)))) {
    const [group] = all(panel, '[aria-description="three-stage, not counted"]');
    assertStrictEquals(all(group, "path").length, 1);
    assertStrictEquals(group.getAttribute("fill"), "none");
  }
  assert(texts(parseChart(predictionsChart(three))).includes("not counted"));
  assert(!texts(parseChart(predictionsChart(validation(validatedRun("pre-copy", 2))))).includes("not counted"));
});

Deno.test("predictionsChart puts exact predictions on the line of equality and draws a band around it", () => {
  const exact = validation(validatedRun("pre-copy", 2), validatedRun("post-copy", 7), validatedRun("three-stage", 90));
  for (const panel of panelsOf(parseChart(predictionsChart(exact)))) {
    const path = all(panel, '[aria-description="predicted = measured"] path')[0].getAttribute("d")!;
    const [x0, y0, x1, y1] = path.match(/[\d.]+/g)!.map(Number);
    for (const mark of all(panel, '[aria-label="dot"] path')) {
      const [x, y] = mark.getAttribute("transform")!.match(/[\d.]+/g)!.map(Number);
      assert(Math.abs(y0 + (x - x0) / (x1 - x0) * (y1 - y0) - y) < 0.1);
    }
    assertStrictEquals(all(panel, '[aria-description="within 10 %"] path').length, 1);
  }
});

Deno.test("predictionsChart names metrics with units, engines and runs", () => {
  const figure = predictionsChart(three);
  const root = parseChart(figure);
  const written = texts(root);
  for (
    const text of [
      "Predicted over measured",
      "measured total migration time [s]",
      "predicted pages transferred [thousands]",
      "measured downtime [ms]",
      "predicted demand faults",
      "measured blocked time [s]",
      "pre-copy",
      "three-stage",
      "post-copy",
      "±10 %",
    ]
  ) assert(written.includes(text), text);
  assert(all(root, "path > title").some(({ textContent }) => textContent === "post-copy-3"));
  assertMatch(figure.description, /total migration time of 5 runs, median error 2\.5 %/);
  assertMatch(figure.description, /Medians cover counted runs only\.$/);
});

Deno.test("predictionsChart uses logarithmic axes for more than a decade, with ticks inside the frame", () => {
  const [linear] = panelsOf(parseChart(predictionsChart(validation(validatedRun("pre-copy", 2)))));
  const wide = validation(validatedRun("post-copy", 1), validatedRun("post-copy", 20_000));
  const [log] = panelsOf(parseChart(predictionsChart(wide)));
  const ticks = (panel: SvgElement) => all(panel, '[aria-label="x-axis tick label"] text').map((t) => t.textContent);
  assertStrictEquals(ticks(linear)[0], "0");
  assertEquals(ticks(log), ["1", "10", "100", "1000", "10\u202f000"]);
});

Deno.test("predictionsChart leaves out runs that did not converge and empty panels", () => {
  const never = validatedRun("pre-copy", 45);
  const gone = validation(
    { ...never, measured: { ...never.measured, status: "cancelled", downtimeSeconds: null } },
    { ...never, predicted: { ...never.predicted, converges: false, downtimeSeconds: null } },
    validatedRun("pre-copy", 2),
  );
  const panels = panelsOf(parseChart(predictionsChart(gone)));
  assertStrictEquals(panels.length, 3);
  for (const panel of panels) assertStrictEquals(marks(panel, "pre-copy").length, 1);
});

Deno.test("predictionsChart draws zero at the lower end of a logarithmic axis", () => {
  const run = validatedRun("post-copy", 30);
  const none = { ...run, predicted: { ...run.predicted, demandFaults: 0 } };
  const panels = panelsOf(parseChart(predictionsChart(validation(none, validatedRun("post-copy", 1)))));
  assertStrictEquals(marks(panels[3], "post-copy").length, 2);
});

Deno.test("predictionsChart without runs has no panels and says so", () => {
  const figure = predictionsChart(validation());
  assertStrictEquals(panelsOf(parseChart(figure)).length, 0);
  assertMatch(figure.description, /no run completed/);
});

Deno.test("predictionsChart stacks its panels on a narrow screen", () => {
  const root = parseChart(predictionsChart(three, { width: 340 }));
  assertStrictEquals(numberOf(root, "width"), 340);
  const panels = panelsOf(root);
  assertStrictEquals(panels.length, 5);
  for (const panel of panels) assertMatch(panel.getAttribute("transform")!, /^translate\(0,/);
});

Deno.test("predictionsChart is small enough to commit and the same every time", () => {
  const many = validation(...Array.from({ length: 34 }, (_, i) => validatedRun("post-copy", i + 1, 1.01)));
  assert(predictionsChart(many).svg.length < 40_000);
  assertStrictEquals(predictionsChart(many).svg, predictionsChart(many).svg);
});
