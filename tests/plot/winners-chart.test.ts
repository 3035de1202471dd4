import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { ENGINE_COLORS, winnersChart } from "../../lib/plot.ts";
import { at, summary } from "./summaries.ts";
import { all, numberOf, parseChart, texts } from "./svg.ts";

const AXES = { x: "vm.memoryBytes", y: "workload.writesPerSecond", metric: "totalSeconds" } as const;
const summaries = [
  summary(at(128, "pre-copy", 10), 10),
  summary(at(128, "three-stage", 10), 20),
  summary(at(256, "pre-copy", 10), 20),
  summary(at(256, "three-stage", 10), 15),
  summary(at(128, "pre-copy", 90), 10, null, "diverged"),
  summary(at(128, "three-stage", 90), 20),
  summary(at(256, "pre-copy", 90), 10, null, "diverged"),
  summary(at(256, "three-stage", 90), 10, null, "diverged"),
];

Deno.test("winnersChart colors each cell like its winner and shows the lead", () => {
  const root = parseChart(winnersChart(summaries, AXES));
  const cells = all(root, '[aria-label="cell"] rect');
  const { "pre-copy": pre, "three-stage": three } = ENGINE_COLORS;
  assertEquals(cells.slice(0, 3).map((cell) => cell.getAttribute("fill")), [pre, three, three]);
  assert(![pre, three].includes(cells[3].getAttribute("fill")!));
  const labels = all(root, '[aria-label="text"] text').map(({ textContent }) => textContent);
  assertEquals(labels, ["−50 %", "−25 %", "alone", "none"]);
});

Deno.test("winnersChart puts larger values further right and further up", () => {
  const cells = all(parseChart(winnersChart(summaries, AXES)), '[aria-label="cell"] rect');
  assert(numberOf(cells[1], "x") > numberOf(cells[0], "x"));
  assert(numberOf(cells[2], "y") < numberOf(cells[0], "y"));
});

Deno.test("winnersChart names its axes with units, the engines and the metric", () => {
  const figure = winnersChart(summaries, AXES);
  const written = texts(parseChart(figure));
  for (const text of ["VM memory [MiB]", "write rate [page writes/s]", "pre-copy", "three-stage", "no winner", "256"]) {
    assert(written.includes(text), text);
  }
  assertStrictEquals(figure.title, "Best engine by total migration time");
  assert(
    written.includes("−12 %: 12 % less than the second best. “alone”: all others diverged. “none”: all diverged."),
  );
  assertMatch(figure.description, /Cells won, of 4: pre-copy 1, three-stage 2/);
});
