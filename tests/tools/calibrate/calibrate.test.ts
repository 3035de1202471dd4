import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { calibrate } from "../../../tools/calibrate/calibrate.ts";
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
  assertEquals(free, FREE_PARAMETERS);
  assertEquals(fit.claims.map(({ id }) => id), PAPER.claims.map(({ id }) => id));
  // It is written to a file as JSON.
  assertEquals(JSON.parse(JSON.stringify(calibration)), calibration);
});

Deno.test("calibrate returns other parameters for another seed", () => {
  const { parameters } = calibrate({ seed: "a", generations: 1, population: 1 });
  assertNotEquals(calibrate({ seed: "b", generations: 1, population: 1 }).parameters, parameters);
});
