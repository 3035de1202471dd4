import { assertEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import fc from "fast-check";
import { intersection, intersectionInto } from "../../lib/bitmap/intersection.ts";
import { listed, sorted, twoSets } from "./model.ts";

Deno.test("intersection is that of the plain sets and leaves both as they were", () => {
  fc.assert(fc.property(twoSets, ([a, b]) => {
    const result = intersection(a.bits, b.bits);
    assertEquals(listed(result), sorted(a.model.intersection(b.model)));
    assertEquals(listed(a.bits), sorted(a.model));
    assertEquals(listed(b.bits), sorted(b.model));
  }));
});

Deno.test("intersectionInto changes its target in place, and the other set not", () => {
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
