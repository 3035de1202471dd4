import assert from "node:assert/strict";
import { didYouMean } from "../../lib/text/did-you-mean.ts";

const NAMES = ["memoryBytes", "pageBytes", "latencySeconds", "pre-copy"];

Deno.test("didYouMean(wrong, names) finds a name misspelt, in another case, or without its hyphen", () => {
  assert.equal(didYouMean("memroyBytes", NAMES), " (did you mean memoryBytes?)");
  assert.equal(didYouMean("PAGE_BYTES", NAMES), " (did you mean pageBytes?)");
  assert.equal(didYouMean("precopy", NAMES), " (did you mean pre-copy?)");
});

Deno.test("didYouMean(wrong, names) finds a name with another unit", () => {
  assert.equal(didYouMean("latencyMs", NAMES), " (did you mean latencySeconds?)");
  assert.equal(didYouMean("memory", NAMES), " (did you mean memoryBytes?)");
});

Deno.test("didYouMean(wrong, names) says nothing if no name is near", () => {
  for (const wrong of ["", "color", "disks", "__proto__", "x".repeat(100_000)]) {
    assert.equal(didYouMean(wrong, NAMES), "");
  }
  assert.equal(didYouMean("memory", []), "");
});
