import assert from "node:assert/strict";
import fc from "fast-check";
import { difference, differenceInto } from "../../lib/bitmap/difference.ts";
import { listed, sorted, twoSets } from "./model.ts";

Deno.test("difference is that of the plain sets and leaves both as they were", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    const result = difference(a.bits, b.bits);
    assert.deepEqual(listed(result), sorted(a.model.difference(b.model)));
    assert.deepEqual(listed(a.bits), sorted(a.model));
    assert.deepEqual(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("differenceInto changes its target in place, and the other set not", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    differenceInto(a.bits, b.bits);
    assert.deepEqual(listed(a.bits), sorted(a.model.difference(b.model)));
    assert.deepEqual(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("difference and differenceInto reject sets of different length", () => {
  const expected = { name: "RangeError", message: "Cannot take difference: other must be 2 words long, got 3" };
  assert.throws(() => difference(new Uint32Array(2), new Uint32Array(3)), expected);
  assert.throws(() => differenceInto(new Uint32Array(2), new Uint32Array(3)), expected);
});
