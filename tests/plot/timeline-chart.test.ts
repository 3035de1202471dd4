import { assert, assertEquals, assertMatch, assertNotMatch, assertStrictEquals } from "@std/assert";
import { timelineChart } from "../../lib/plot.ts";
import { anyResult, phase } from "./results.ts";
import { all, numberOf, parseChart, texts } from "./svg.ts";

const BANDS = '[aria-description="where the guest runs"] rect';

Deno.test("timelineChart draws one band for each place where the guest runs, in order and to scale", () => {
  const bands = all(parseChart(timelineChart(anyResult(10))), BANDS);
  assertStrictEquals(bands.length, 3);
  const widths = bands.map((band) => numberOf(band, "width"));
  // 720 pixels minus 64 and 16 are 640 pixels for 80 s, so 8 per second.
  assertEquals(widths.map(Math.round), [480, 80, 80]);
  assertEquals(bands.map((band) => Math.round(numberOf(band, "x"))), [64, 544, 624]);
});

Deno.test("timelineChart marks a downtime of milliseconds at least 3 pixels wide", () => {
  const root = parseChart(timelineChart(anyResult(0.02)));
  const marker = root.querySelector('[aria-label="downtime"]')!;
  assertStrictEquals(numberOf(marker, "width"), 3);
  assert(Math.abs(numberOf(marker, "x") + 1.5 - (64 + 60.01 * 8)) < 0.01);
  assert(texts(root).includes("downtime 20 ms"));
});

Deno.test("timelineChart draws no marker for a downtime that is wide enough", () => {
  const root = parseChart(timelineChart(anyResult(10)));
  assertStrictEquals(root.querySelector('[aria-label="downtime"]'), null);
  assert(texts(root).includes("downtime 10 s"));
});

Deno.test("timelineChart keeps the marker within the plot if the downtime ends the migration", () => {
  const phases = [phase("round", "source", 0, 79.999), phase("final copy", "nowhere", 79.999, 0.001)];
  const root = parseChart(timelineChart(anyResult(0.001, { phases })));
  const marker = root.querySelector('[aria-label="downtime"]')!;
  assertStrictEquals(numberOf(marker, "x") + numberOf(marker, "width"), 720 - 16);
});

Deno.test("timelineChart names only the places where the guest was", () => {
  const phases = [phase("copy", "nowhere", 0, 80)];
  const written = texts(parseChart(timelineChart(anyResult(80, { phases }))));
  assert(written.includes("nowhere (downtime)"));
  assert(!written.some((text) => text.startsWith("guest runs")));
});

Deno.test("timelineChart marks an abandoned migration", () => {
  const phases = [phase("round", "source", 0, 80)];
  const figure = timelineChart(anyResult(0, { verdict: "diverged", downtimeSeconds: null, phases }));
  assert(texts(parseChart(figure)).includes("abandoned"));
  assertMatch(figure.description, /diverged.*abandoned/);
});

Deno.test("timelineChart draws the curve through its points", () => {
  const root = parseChart(timelineChart(anyResult()));
  const [line] = all(root, '[aria-label="line"] path');
  const points = line.getAttribute("d")!.slice(1).split("L").map((point) => point.split(",").map(Number));
  assertStrictEquals(points.length, 4);
  assertEquals([points[0][0], points[1][0], points[2][0], points[3][0]], [64, 544, 544, 704]);
  assertStrictEquals(points[1][1], points[3][1]);
  assert(points[0][1] < points[2][1] && points[2][1] < points[1][1]);
});

Deno.test("timelineChart stays small for a curve of a hundred thousand points", () => {
  const timeline = Array.from({ length: 100_000 }, (_, i) => ({
    seconds: i * 80 / 1e5,
    remainingPages: i % 2 === 0 ? 1000 : 100_000 - i,
  }));
  assert(timelineChart(anyResult(1, { timeline })).svg.length < 60_000);
});

Deno.test("timelineChart draws a migration without time, pages or phases", () => {
  const timeline = [{ seconds: 0, remainingPages: 0 }];
  parseChart(timelineChart(anyResult(0, { totalSeconds: 0, phases: [], timeline })));
});

Deno.test("timelineChart escapes a title", () => {
  const figure = timelineChart(anyResult(), { title: `<script> & "quotes"` });
  assertStrictEquals(parseChart(figure).querySelector("title")!.textContent, `<script> & "quotes"`);
  assertNotMatch(figure.svg, /<script/);
});
