import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { countPages, countRange } from "../../lib/bitmap/count.ts";
import { createBitmap, MAX_PAGES } from "../../lib/bitmap/create.ts";
import { nextSet, nextWord, pagesOf } from "../../lib/bitmap/next-set.ts";
import { has, remove } from "../../lib/bitmap/page.ts";
import { clearRange, fillRange } from "../../lib/bitmap/range.ts";
import { anySet, sorted } from "./model.ts";

Deno.test("nextSet returns the first page of the set at or after `from`, or -1", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => {
    const pages = sorted(model);
    for (let from = -3; from < bits.length * 32 + 40; from++) {
      assertStrictEquals(nextSet(bits, from), pages.find((page) => page >= from) ?? -1);
      for (const to of [from - 1, from, from + 1, from + 31, from + 70]) {
        assertStrictEquals(nextSet(bits, from, to), pages.find((page) => page >= from && page < to) ?? -1);
      }
    }
  }));
});

Deno.test("all functions work with 16 TiB: 2^32 pages, with numbers above 2^31", () => {
  const bits = createBitmap(MAX_PAGES);
  const start = 2 ** 31 - 5;
  fillRange(bits, start, start + 10);
  fillRange(bits, MAX_PAGES - 3, MAX_PAGES + 3);
  // Start near the pages: a walk over all 2^27 words takes seconds on a slow machine.
  assertStrictEquals(nextSet(bits, start - 1e6), start);
  assertStrictEquals(nextSet(bits, MAX_PAGES - 1e6), MAX_PAGES - 3);
  assertStrictEquals(nextSet(bits, MAX_PAGES), -1);
  assertEquals([start - 1, start, start + 9, start + 10].map((page) => has(bits, page)), [
    false,
    true,
    true,
    false,
  ]);
  assertEquals([-4, -3, -1, 0].map((page) => has(bits, MAX_PAGES + page)), [false, true, true, false]);
  assertStrictEquals(countRange(bits, 2 ** 31, 2 ** 31 + 1e6), 5);
  assertStrictEquals(countRange(bits, MAX_PAGES - 1e6, MAX_PAGES), 3);
  assertStrictEquals(countPages(bits, 2 ** 26 - 1, 2 ** 26), 5);
  remove(bits, MAX_PAGES - 2);
  clearRange(bits, start, start + 9);
  assertStrictEquals(nextSet(bits, start - 1e6), start + 9);
  assertStrictEquals(countPages(bits, 2 ** 27 - 1), 2);
});

Deno.test("nextWord(bits, word, end) returns the first word from `word` on that is not empty, or `end`", () => {
  const words = fc.array(fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.constant(5)), { maxLength: 60 });
  fc.assert(fc.property(words, fc.nat({ max: 60 }), fc.nat({ max: 60 }), (words, a, b) => {
    const bits = Uint32Array.from(words);
    const end = Math.min(bits.length, Math.max(a, b));
    const from = Math.min(a, b, end);
    const found = words.slice(0, end).findIndex((word, i) => i >= from && word !== 0);
    assertStrictEquals(nextWord(bits, from, end), found < 0 ? end : found);
  }));
});

Deno.test("pagesOf iterates over the pages of the set in ascending order", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => assertEquals([...pagesOf(bits)], sorted(model))));
});
