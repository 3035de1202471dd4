import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { assertThrowsWith } from "../errors.ts";
import {
  difference,
  differenceInto,
  intersection,
  intersectionInto,
  union,
  unionInto,
} from "../../lib/bitmap/algebra.ts";
import { listed, sorted, twoSets } from "./model.ts";

Deno.test("union equals the union of plain sets and changes neither input", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    const result = union(a.bits, b.bits);
    assertEquals(listed(result), sorted(a.model.union(b.model)));
    assertEquals(listed(a.bits), sorted(a.model));
    assertEquals(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("unionInto changes only its target, in place", () => {
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

Deno.test("intersection equals the intersection of plain sets and changes neither input", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    const result = intersection(a.bits, b.bits);
    assertEquals(listed(result), sorted(a.model.intersection(b.model)));
    assertEquals(listed(a.bits), sorted(a.model));
    assertEquals(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("intersectionInto changes only its target, in place", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    intersectionInto(a.bits, b.bits);
    assertEquals(listed(a.bits), sorted(a.model.intersection(b.model)));
    assertEquals(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("intersection and intersectionInto reject sets of different length", () => {
  const expected = { name: "RangeError", message: "Cannot take intersection: other must be 2 words long, got 3" };
  assertThrowsWith(() => intersection(new Uint32Array(2), new Uint32Array(3)), expected);
  assertThrowsWith(() => intersectionInto(new Uint32Array(2), new Uint32Array(3)), expected);
});

Deno.test("difference equals the difference of plain sets and changes neither input", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    const result = difference(a.bits, b.bits);
    assertEquals(listed(result), sorted(a.model.difference(b.model)));
    assertEquals(listed(a.bits), sorted(a.model));
    assertEquals(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("differenceInto changes only its target, in place", () => {
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
