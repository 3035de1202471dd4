import { assertEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import fc from "fast-check";
import { union, unionInto } from "../../lib/bitmap/union.ts";
import { listed, sorted, twoSets } from "./model.ts";

Deno.test("union is that of the plain sets and leaves both as they were", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    const result = union(a.bits, b.bits);
    assertEquals(listed(result), sorted(a.model.union(b.model)));
    assertEquals(listed(a.bits), sorted(a.model));
    assertEquals(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("unionInto changes its target in place, and the other set not", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    unionInto(a.bits, b.bits);
    assertEquals(listed(a.bits), sorted(a.model.union(b.model)));
    assertEquals(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("union and unionInto reject sets of different length", () => {
  const expected = { name: "RangeError", message: "Cannot take union: other must be 2 words long, got 3" };
  assertThrowsWith(() => union(new Uint32Array(2), new Uint32Array(3)), expected);
  assertThrowsWith(() => unionInto(new Uint32Array(2), new Uint32Array(3)), expected);
});
