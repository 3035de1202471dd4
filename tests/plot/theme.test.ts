import assert from "node:assert/strict";
import {
  contrast,
  ENGINE_COLOURS,
  GUEST_COLOURS,
  PAGE_COLOURS,
  seriesColour,
  textColourOn,
} from "../../lib/plot/theme.ts";

Deno.test("every engine's and every page state's colour stands out against a white and against a dark page", () => {
  for (const colour of [...Object.values(ENGINE_COLOURS), ...Object.values(PAGE_COLOURS), GUEST_COLOURS.nowhere]) {
    assert.ok(contrast(colour, "#ffffff") >= 3, `${colour} on white`);
    assert.ok(contrast(colour, "#111111") >= 3, `${colour} on #111`);
  }
});

Deno.test("text on an engine's colour is readable", () => {
  for (const colour of Object.values(ENGINE_COLOURS)) {
    const text = textColourOn(colour) === "#fff" ? "#ffffff" : "#111111";
    assert.ok(contrast(colour, text) >= 4.5, `${colour}: ${contrast(colour, text)}`);
  }
});

Deno.test("contrast is 21 between black and white and 1 of a colour with itself", () => {
  assert.ok(Math.abs(contrast("#000000", "#ffffff") - 21) < 1e-9);
  assert.equal(contrast("#d55e00", "#d55e00"), 1);
});

Deno.test("a series that is an engine has the engine's colour wherever it comes", () => {
  assert.equal(seriesColour("three-stage", 3), ENGINE_COLOURS["three-stage"]);
  assert.notEqual(seriesColour("low", 0), seriesColour("high", 1));
});
