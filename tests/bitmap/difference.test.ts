import { assertEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import fc from "fast-check";
import { difference, differenceInto } from "../../lib/bitmap/difference.ts";
import { listed, sorted, twoSets } from "./model.ts";

Deno.test("difference is that of the plain sets and leaves both as they were", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    const result = difference(a.bits, b.bits);
    assertEquals(listed(result), sorted(a.model.difference(b.model)));
    assertEquals(listed(a.bits), sorted(a.model));
    assertEquals(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("differenceInto changes its target in place, and the other set not", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    differenceInto(a.bits, b.bits);
    assertEquals(listed(a.bits), sorted(a.model.difference(b.model)));
    assertEquals(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("difference and differenceInto reject sets of different length", () => {
  const expected = { name: "RangeError", message: "Cannot take difference: other must be 2 words long, got 3" };
  assertThrowsWith(() => difference(new Uint32Array(2), new Uint32Array(3)), expected);
  assertThrowsWith(() => differenceInto(new Uint32Array(2), new Uint32Array(3)), expected);
});
