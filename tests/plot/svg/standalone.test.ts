import assert from "node:assert/strict";
import { paperChart, standaloneSvg } from "../../../lib/plot.ts";
import { anyFigures } from "../bars.ts";
import { assertWellFormed, parse } from "../svg.ts";

Deno.test("standaloneSvg gives a file a color in light and in dark, for a root svg alone", () => {
  const svg = standaloneSvg(paperChart(anyFigures(), "4"));
  assertWellFormed(svg);
  const style = parse(svg).querySelector("svg > style")!.textContent;
  assert.match(style, /prefers-color-scheme:dark/);
  assert.match(style, /color-scheme:light dark/);
  for (const [selector] of style.matchAll(/[^{}]+(?=\{color)/g)) assert.equal(selector, "svg:root");
});

Deno.test("standaloneSvg leaves the figure itself without a style of its own", () => {
  assert.doesNotMatch(paperChart(anyFigures(), "4").svg, /<style/);
});
