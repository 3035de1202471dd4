import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { add, has, remove } from "../../lib/bitmap/page.ts";
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

Deno.test("has is true for the pages of the set alone: not for others, nor below 0, nor beyond the bitmap", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => {
    for (let page = -40; page < bits.length * 32 + 70; page++) assertStrictEquals(has(bits, page), model.has(page));
  }));
});

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
