import { assert, assertEquals, assertMatch, assertStrictEquals, assertThrows } from "@std/assert";
import { ENGINE_COLORS, linesChart } from "../../lib/plot.ts";
import { at, summary } from "./summaries.ts";
import { all, parseChart, texts } from "./svg.ts";

const MEMORY = { x: "vm.memoryBytes", y: "totalSeconds" } as const;
const sizes = [128, 256, 512, 1024];
const both = sizes.flatMap((size) => [
  summary(at(size, "pre-copy"), size / 8),
  summary(at(size, "three-stage"), size / 16),
]);

Deno.test("linesChart draws one line and one band per engine in the color of the engine", () => {
  const root = parseChart(linesChart(both, MEMORY));
  const colors = [ENGINE_COLORS["pre-copy"], ENGINE_COLORS["three-stage"]];
  assertEquals(all(root, '[aria-label="line"] path').map((line) => line.getAttribute("stroke")), colors);
  assertEquals(all(root, '[aria-label="area"] path').map((band) => band.getAttribute("fill")), colors);
  assertStrictEquals(all(root, '[aria-label="dot"] path').length, 8);
});

Deno.test("linesChart chooses units: MiB for bytes, ms for short times", () => {
  const small = sizes.map((size) => summary(at(size, "pre-copy"), 10, size / 1e5));
  const written = texts(parseChart(linesChart(small, { x: "vm.memoryBytes", y: "downtimeSeconds" })));
  for (const text of ["VM memory [MiB]", "downtime [ms]", "128", "1024"]) assert(written.includes(text), text);
});

Deno.test("linesChart takes labels and a title", () => {
  const figure = linesChart(both, { ...MEMORY, title: "A & B", xLabel: "size", yLabel: "time" });
  const written = texts(parseChart(figure));
  for (const text of ["A & B", "size", "time"]) assert(written.includes(text), text);
});

Deno.test("linesChart draws a cross above the plot for a migration that diverged, and no point", () => {
  const summaries = [
    ...both.filter((summary) => summary["migration.engine"] === "three-stage"),
    summary(at(128, "pre-copy"), 20),
    summary(at(256, "pre-copy"), 1e6, null, "diverged"),
  ];
  const figure = linesChart(summaries, MEMORY);
  const root = parseChart(figure);
  assertStrictEquals(all(root, '[aria-description="diverged"] path').length, 1);
  assertStrictEquals(all(root, '[aria-label="dot"]:not([aria-description]) path').length, 5);
  assert(texts(root).includes("diverged"));
  assertMatch(figure.description, /128 MiB, diverged at 256 MiB/);
  assert(!texts(root).some((text) => text.includes("000")), "the time limit does not set the axis");
});

Deno.test("linesChart spaces named values evenly, in their order", () => {
  const summaries = ["small", "large", "medium"].map((preset, i) =>
    summary({ preset, "migration.engine": "e" }, i + 1)
  );
  const root = parseChart(linesChart(summaries, { x: "preset", y: "totalSeconds" }));
  const labels = all(root, '[aria-label="x-axis tick label"] text').map(({ textContent }) => textContent);
  assertEquals(labels, ["small", "large", "medium"]);
});

Deno.test("linesChart labels every tick of a logarithmic axis", () => {
  const rates = [500, 2000, 8000, 32_000];
  const summaries = rates.map((rate) => summary(at(128, "pre-copy", rate), rate / 100));
  const root = parseChart(linesChart(summaries, { x: "workload.writesPerSecond", y: "totalSeconds", yScale: "log" }));
  const labels = (axis: string) => all(root, `[aria-label="${axis} tick label"] text`).map((text) => text.textContent);
  assertEquals(labels("x-axis"), ["500", "2000", "8000", "32\u202f000"]);
  assertEquals(labels("y-axis"), ["2", "5", "10", "20", "50", "100", "200", "500"]);
});

Deno.test("linesChart of many values has round ticks, at 1, 2 and 5 on a logarithmic axis", () => {
  const lines = (rates: number[]) =>
    texts(parseChart(linesChart(
      rates.map((rate) => summary({ "workload.writesPerSecond": rate, "migration.engine": "pre-copy" }, 3)),
      { x: "workload.writesPerSecond", y: "totalSeconds" },
    )));
  const even = lines([4000, 8000, 12_000, 16_000, 20_000, 24_000, 28_000, 32_000, 36_000]);
  assert(even.includes("20\u202f000") && !even.some((text) => text.includes(",")), even.join("; "));
  const spread = lines([100, 200, 300, 400, 600, 700, 800, 1000, 3000, 10_000]);
  assert(["100", "200", "500", "1000", "2000", "5000", "10\u202f000"].every((text) => spread.includes(text)));
  assert(!spread.includes("300"));
});

Deno.test("linesChart names a single line after its metric if the sweep has no engines", () => {
  const one = [1, 2, 3].map((rounds) => summary({ "migration.maxRounds": rounds }, rounds));
  const figure = linesChart(one, { x: "migration.maxRounds", y: "totalSeconds" });
  assert(texts(parseChart(figure)).includes("total migration time"));
  assertMatch(figure.description, /Total migration time: 1 s at 1 to 3 s at 3/);
});

Deno.test("linesChart rejects two summaries at one place", () => {
  assertThrows(() => linesChart([...both, both[0]], MEMORY), RangeError);
});

Deno.test("linesChart draws axes even if all migrations diverged", () => {
  parseChart(linesChart([summary(at(128, "pre-copy"), 60, null, "diverged")], MEMORY));
  parseChart(
    linesChart([summary(at(128, "pre-copy"), 60, null, "diverged")], {
      ...MEMORY,
      y: "downtimeSeconds",
      yScale: "log",
    }),
  );
});

Deno.test("linesChart rings a mean of replicates with different verdicts", () => {
  const figure = linesChart([...both.slice(1), summary(at(128, "pre-copy"), 16, 1, "borderline")], MEMORY);
  const root = parseChart(figure);
  assertStrictEquals(all(root, '[aria-description="verdicts differ"] circle').length, 1);
  assert(texts(root).includes("verdicts differ"));
  assertMatch(figure.description, /verdicts differ at 128 MiB/);
  assert(!texts(parseChart(linesChart(both, MEMORY))).includes("verdicts differ"));
});

Deno.test("linesChart draws confidence intervals inside the axes, and says so", () => {
  const wide = sizes.map((size) => ({
    ...summary(at(size, "pre-copy"), 10),
    totalSecondsLow: -50,
    totalSecondsHigh: 70,
  }));
  const root = parseChart(linesChart(wide, MEMORY));
  const band = all(root, '[aria-label="area"] path')[0].getAttribute("d")!;
  const ys = Array.from(band.matchAll(/[\d.]+,([\d.-]+)/g), ([, y]) => Number(y));
  // From the upper to the lower end of the axis, which the replicates from 9 s to 11 s choose.
  assertEquals([Math.min(...ys) >= 0, Math.max(...ys) <= 360], [true, true]);
  assert(texts(root).includes("Bands: 95 % confidence intervals of the means."));
  const single = both.map((one) => ({ ...one, totalSecondsLow: null, totalSecondsHigh: null }));
  assert(!texts(parseChart(linesChart(single, MEMORY))).some((text) => text.startsWith("Bands")));
});
