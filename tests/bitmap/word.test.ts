import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { belowLowest, lowestBits, popCount } from "../../lib/bitmap/word.ts";
import { listed } from "./model.ts";

const digits = (word: number) => (word >>> 0).toString(2).replaceAll("0", "").length;

Deno.test("popCount counts the set bits of a word, signed or unsigned", () => {
  for (const word of [0, 1, -1, 0x80000000, -0x80000000, 0xffffffff, 0x55555555, 0xaaaaaaaa]) {
    assertStrictEquals(popCount(word), digits(word));
  }
  fc.assert(fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (word) => {
    assertStrictEquals(popCount(word), digits(word));
  }));
});

Deno.test("belowLowest(bits) is the mask of all bits below the lowest one that is set", () => {
  for (let bit = 0; bit < 32; bit++) {
    for (const above of [0, -1]) {
      assertStrictEquals(belowLowest((1 << bit) | (above << bit)) | 0, bit === 0 ? 0 : -1 >>> (32 - bit));
    }
  }
});

Deno.test("belowLowest(0) is all bits", () => assertStrictEquals(belowLowest(0), -1));

Deno.test("lowestBits keeps the requested number of lowest set bits, or all if there are fewer", () => {
  const words = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 });
  fc.assert(fc.property(words, fc.integer({ min: 0, max: 40 }), (word, count) => {
    const kept = listed(Uint32Array.of(lowestBits(word, count)));
    assertEquals(kept, listed(Uint32Array.of(word)).slice(0, count));
  }));
});
