import asPublished from "../../../data/song-2014-as-published.json" with { type: "json" };
import supported from "../../../data/song-2014-supported.json" with { type: "json" };
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { calibrate, fittedClaims } from "../../../tools/calibrate/calibrate.ts";
import { FREE_PARAMETERS } from "../../../tools/calibrate/free-parameters.ts";
import { PAPER } from "../../../lib/paper/published.ts";

Deno.test("calibrate returns the same for the same seed, and reports progress", () => {
  const search = (onProgress?: (generation: number, cost: number) => void) =>
    calibrate({ seed: "a", generations: 2, population: 2, onProgress });
  const told: [number, number][] = [];
  const calibration = search((...args) => told.push(args));
  assertEquals(search(), calibration);
  assertEquals(told.map(([generation]) => generation), [1, 2]);
  const { fit, free, source } = calibration;
  assertEquals([fit.seed, fit.evaluations, source], ["a", 6, PAPER.source]);
  assert(fit.cost > 0 && told[0][1] >= told[1][1] && told[1][1] >= fit.cost);
  assertEquals([calibration.calibration, free], ["supported", FREE_PARAMETERS.supported]);
  assertEquals(fit.claims.slice(0, 10).map(({ id }) => id), PAPER.claims.map(({ id }) => id));
  assertEquals(fit.claims.length, 13);
  // It is written to a file as JSON.
  assertEquals(JSON.parse(JSON.stringify(calibration)), calibration);
});

Deno.test("calibrate returns other parameters for another seed", () => {
  const { parameters } = calibrate({ seed: "a", generations: 1, population: 1 });
  assertNotEquals(calibrate({ seed: "b", generations: 1, population: 1 }).parameters, parameters);
});

Deno.test("the shipped parameters have the claims that their fit found", () => {
  for (const { parameters, fit } of [supported, asPublished]) {
    assertEquals<unknown>(fittedClaims(parameters, fit.seed), fit.claims);
  }
});
