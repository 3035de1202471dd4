import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { countPages, countRange } from "../../lib/bitmap/count.ts";
import { createBitmap } from "../../lib/bitmap/create.ts";
import { fill } from "../../lib/bitmap/range.ts";
import { popCount } from "../../lib/bitmap/word.ts";
import { anySet, setAndRange } from "./model.ts";

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

Deno.test("countRange counts start to end - 1, clamped to the bitmap, and 0 for an empty range", () => {
  fc.assert(
    fc.property(setAndRange, ([{ bits, model }, start, end]) => {
      const within = [...model].filter((page) => page >= start && page < end);
      assertStrictEquals(countRange(bits, start, end), within.length);
    }),
    { numRuns: 500 },
  );
});

Deno.test("countPages and countRange count large sets, in chunks of any length", () => {
  const bits = createBitmap(10_000 * 32);
  for (let word = 0; word < bits.length; word++) bits[word] = Math.imul(word, 0x9e3779b1);
  const before = [0];
  for (const word of bits) before.push(before.at(-1)! + popCount(word));
  for (const from of [0, 1, 5, 700]) {
    for (const to of [from, from + 1, from + 255, from + 256, from + 4097, from + 8195, 10_000]) {
      assertStrictEquals(countPages(bits, from, to), before[to] - before[from]);
      assertStrictEquals(countRange(bits, from * 32, to * 32), before[to] - before[from]);
    }
  }
});
