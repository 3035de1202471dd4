import { assert, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import {
  contrast,
  ENGINE_COLORS,
  GUEST_COLORS,
  PAGE_COLORS,
  seriesColor,
  textColorOn,
} from "../../../lib/plot/svg/theme.ts";

Deno.test("the colors of engines and page states have enough contrast on white and on dark pages", () => {
  for (const color of [...Object.values(ENGINE_COLORS), ...Object.values(PAGE_COLORS), GUEST_COLORS.nowhere]) {
    assert(contrast(color, "#ffffff") >= 3, `${color} on white`);
    assert(contrast(color, "#111111") >= 3, `${color} on #111`);
  }
});

Deno.test("text on an engine's color is readable", () => {
  for (const color of Object.values(ENGINE_COLORS)) {
    const text = textColorOn(color) === "#fff" ? "#ffffff" : "#111111";
    assert(contrast(color, text) >= 4.5, `${color}: ${contrast(color, text)}`);
  }
});

Deno.test("contrast is 21 between black and white and 1 between equal colors", () => {
  assert(Math.abs(contrast("#000000", "#ffffff") - 21) < 1e-9);
  assertStrictEquals(contrast("#d55e00", "#d55e00"), 1);
});

Deno.test("a series named after an engine has the color of the engine at any place", () => {
  assertStrictEquals(seriesColor("three-stage", 3), ENGINE_COLORS["three-stage"]);
  assertNotStrictEquals(seriesColor("low", 0), seriesColor("high", 1));
});
