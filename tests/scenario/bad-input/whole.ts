import { PRESETS } from "../../../lib/scenario/names.ts";
// cspell:ignore gigabite netwrok
import { type BadInput, FIELDS, vm, wrong } from "./bad-input.ts";

/** Wrong ways to write the scenario as a whole, its preset and its seed. */
export const WHOLE: readonly BadInput[] = [
  ...wrong("it must be an object", [
    ["the scenario is missing", undefined, TypeError, "nothing"],
    ["the scenario is null", null, TypeError, "null"],
    ["the scenario is a list", [], TypeError, "[]"],
    ["the scenario is a string", "gigabit", TypeError, '"gigabit"'],
    ["the scenario is a number", 1024, TypeError, "1024"],
  ]),
  ...wrong(`it must have only the fields ${FIELDS.scenario}`, [
    ["a part is misspelled", { vm, netwrok: {} }, TypeError, '"netwrok": {} (did you mean network?)'],
    ["a part has an unknown name", { vm, color: "red" }, TypeError, '"color": "red"'],
    [
      "a part is called __proto__",
      JSON.parse('{"__proto__": {"vm": {"memoryBytes": 4096}}}'),
      TypeError,
      '"__proto__": {"vm":{"memoryBytes":4096}}',
    ],
  ]),
  ...wrong(`preset must be one of ${PRESETS.join(", ")}`, [
    ["the preset is unknown", { preset: "gigabite", vm }, RangeError, '"gigabite" (did you mean gigabit?)'],
    ["the preset has the name of an object method", { preset: "toString", vm }, RangeError, '"toString"'],
    ["the preset is a number", { preset: 1, vm }, TypeError, "1"],
    ["the preset is null", { preset: null, vm }, TypeError, "null"],
  ]),
  ...wrong("seed must be a string or a whole number within 2^53 of zero", [
    ["the seed is null", { vm, seed: null }, TypeError, "null"],
    ["the seed is a fraction", { vm, seed: 0.5 }, RangeError, "0.5"],
    ["the seed is beyond exact whole numbers", { vm, seed: 2 ** 60 }, RangeError, "1152921504606847000"],
  ]),
];
