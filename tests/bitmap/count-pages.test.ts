import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { countPages } from "../../lib/bitmap/count-pages.ts";
import { fill } from "../../lib/bitmap/fill.ts";
import { anySet } from "./model.ts";

Deno.test("countPages counts the whole set", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => assertStrictEquals(countPages(bits), model.size)));
});

Deno.test("countPages counts a last word that is not full", () => {
  for (const pages of [1, 31, 33, 65, 100]) {
    const bits = new Uint32Array(Math.ceil(pages / 32));
    fill(bits, pages);
    assertStrictEquals(countPages(bits), pages);
  }
});

Deno.test("countPages counts the words from fromWord to toWord - 1", () => {
  fc.assert(fc.property(anySet, fc.nat({ max: 13 }), fc.nat({ max: 13 }), ({ bits, model }, from, to) => {
    const within = [...model].filter((page) => page >= from * 32 && page < to * 32);
    assertStrictEquals(countPages(bits, from, to), within.length);
    assertStrictEquals(countPages(bits, from), [...model].filter((page) => page >= from * 32).length);
  }));
});
