import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { add, has, remove } from "../../lib/bitmap/page.ts";
import { anySet, capacity, listed, sorted } from "./model.ts";

Deno.test("add adds one page, and ignores a page beyond the bitmap", () => {
  fc.assert(fc.property(anySet, fc.integer({ min: -70, max: 600 }), ({ bits, model }, page) => {
    add(bits, page);
    if (page >= 0 && page < capacity(bits)) model.add(page);
    assertEquals(listed(bits), sorted(model));
  }));
});

Deno.test("add changes nothing if the set already has the page", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => {
    for (const page of model) add(bits, page);
    assertEquals(listed(bits), sorted(model));
  }));
});

Deno.test("has is true only for pages of the set, and false below 0 and beyond the bitmap", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => {
    for (let page = -40; page < bits.length * 32 + 70; page++) assertStrictEquals(has(bits, page), model.has(page));
  }));
});

Deno.test("remove removes one page, and ignores a page that is not in the set or beyond the bitmap", () => {
  fc.assert(fc.property(anySet, fc.integer({ min: -70, max: 600 }), ({ bits, model }, page) => {
    remove(bits, page);
    model.delete(page);
    assertEquals(listed(bits), sorted(model));
  }));
});

Deno.test("removing every page empties the set", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => {
    for (const page of model) remove(bits, page);
    assertEquals(listed(bits), []);
  }));
});
