import { assertMatch, assertNotMatch, assertStrictEquals } from "@std/assert";
import { paperChart, standaloneSvg } from "../../../lib/plot.ts";
import { anyFigures } from "../bars.ts";
import { assertWellFormed, parse } from "../svg.ts";

Deno.test("standaloneSvg gives a file a color in light and in dark, for a root svg alone", () => {
  const svg = standaloneSvg(paperChart(anyFigures(), "4"));
  assertWellFormed(svg);
  const style = parse(svg).querySelector("svg > style")!.textContent;
  assertMatch(style, /prefers-color-scheme:dark/);
  assertMatch(style, /color-scheme:light dark/);
  for (const [selector] of style.matchAll(/[^{}]+(?=\{color)/g)) assertStrictEquals(selector, "svg:root");
});

Deno.test("standaloneSvg leaves the figure itself without a style of its own", () => {
  assertNotMatch(paperChart(anyFigures(), "4").svg, /<style/);
});
