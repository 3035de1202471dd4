import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { lowestBits } from "../../lib/bitmap/lowest-bits.ts";
import { listed } from "./model.ts";

Deno.test("lowestBits keeps the lowest set bits of a word, as many as asked for, all of them if it has no more", () => {
  const words = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 });
  fc.assert(fc.property(words, fc.integer({ min: 0, max: 40 }), (word, count) => {
    const kept = listed(Uint32Array.of(lowestBits(word, count)));
    assertEquals(kept, listed(Uint32Array.of(word)).slice(0, count));
  }));
});
