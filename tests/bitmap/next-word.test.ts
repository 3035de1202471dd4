import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { nextWord } from "../../lib/bitmap/next-word.ts";

Deno.test("nextWord(bits, word, end) is the first word from `word` on that is not empty, or `end`", () => {
  const words = fc.array(fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.constant(5)), { maxLength: 60 });
  fc.assert(fc.property(words, fc.nat({ max: 60 }), fc.nat({ max: 60 }), (words, a, b) => {
    const bits = Uint32Array.from(words);
    const end = Math.min(bits.length, Math.max(a, b));
    const from = Math.min(a, b, end);
    const found = words.slice(0, end).findIndex((word, i) => i >= from && word !== 0);
    assertStrictEquals(nextWord(bits, from, end), found < 0 ? end : found);
  }));
});
