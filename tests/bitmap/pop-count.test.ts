import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { popCount } from "../../lib/bitmap/pop-count.ts";

const digits = (word: number) => (word >>> 0).toString(2).replaceAll("0", "").length;

Deno.test("popCount counts the set bits of a word, signed or unsigned", () => {
  for (const word of [0, 1, -1, 0x80000000, -0x80000000, 0xffffffff, 0x55555555, 0xaaaaaaaa]) {
    assertStrictEquals(popCount(word), digits(word));
  }
  fc.assert(fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (word) => {
    assertStrictEquals(popCount(word), digits(word));
  }));
});
