import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { remove } from "../../lib/bitmap/remove.ts";
import { anySet, listed, sorted } from "./model.ts";

Deno.test("remove takes one page out of the set, and none when it is absent or beyond the bitmap", () => {
  fc.assert(fc.property(anySet, fc.integer({ min: -70, max: 600 }), ({ bits, model }, page) => {
    remove(bits, page);
    model.delete(page);
    assertEquals(listed(bits), sorted(model));
  }));
});

Deno.test("remove of every page empties the set", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => {
    for (const page of model) remove(bits, page);
    assertEquals(listed(bits), []);
  }));
});
