// cspell:ignore memroy zonk
import { assertStrictEquals } from "@std/assert";
import { didYouMean } from "../../lib/text/did-you-mean.ts";

const NAMES = ["memoryBytes", "pageBytes", "latencySeconds", "pre-copy"];

Deno.test("didYouMean(wrong, names) finds a name misspelled, in another case, or without its hyphen", () => {
  assertStrictEquals(didYouMean("memroyBytes", NAMES), " (did you mean memoryBytes?)");
  assertStrictEquals(didYouMean("PAGE_BYTES", NAMES), " (did you mean pageBytes?)");
  assertStrictEquals(didYouMean("precopy", NAMES), " (did you mean pre-copy?)");
});

Deno.test("didYouMean(wrong, names) finds a name with another unit", () => {
  assertStrictEquals(didYouMean("latencyMs", NAMES), " (did you mean latencySeconds?)");
  assertStrictEquals(didYouMean("memory", NAMES), " (did you mean memoryBytes?)");
});

Deno.test("didYouMean(wrong, names) returns an empty string if no name is near", () => {
  for (const wrong of ["", "color", "disks", "__proto__", "x".repeat(100_000)]) {
    assertStrictEquals(didYouMean(wrong, NAMES), "");
  }
  assertStrictEquals(didYouMean("memory", []), "");
  assertStrictEquals(didYouMean("--zonk", ["--link"]), "");
});
