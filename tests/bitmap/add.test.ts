import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { add } from "../../lib/bitmap/add.ts";
import { anySet, capacity, listed, sorted } from "./model.ts";

Deno.test("add puts one page into the set, and none when it lies beyond the bitmap", () => {
  fc.assert(fc.property(anySet, fc.integer({ min: -70, max: 600 }), ({ bits, model }, page) => {
    add(bits, page);
    if (page >= 0 && page < capacity(bits)) model.add(page);
    assertEquals(listed(bits), sorted(model));
  }));
});

Deno.test("add of a page that the set holds changes nothing", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => {
    for (const page of model) add(bits, page);
    assertEquals(listed(bits), sorted(model));
  }));
});
