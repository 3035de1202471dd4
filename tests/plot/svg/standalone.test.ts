import { assertMatch, assertNotMatch, assertStrictEquals } from "@std/assert";
import { paperChart, standaloneSvg } from "../../../lib/plot.ts";
import { anyFigures } from "../bars.ts";
import { assertWellFormed, parse } from "../svg.ts";

Deno.test("standaloneSvg adds colors for light and dark mode that apply only to a root svg", () => {
  const svg = standaloneSvg(paperChart(anyFigures(), "4"));
  assertWellFormed(svg);
  const style = parse(svg).querySelector("svg > style")!.textContent;
  assertMatch(style, /prefers-color-scheme:dark/);
  assertMatch(style, /color-scheme:light dark/);
  for (const [selector] of style.matchAll(/[^{}]+(?=\{color)/g)) assertStrictEquals(selector, "svg:root");
});

Deno.test("a chart itself has no style sheet", () => {
  assertNotMatch(paperChart(anyFigures(), "4").svg, /<style/);
});
