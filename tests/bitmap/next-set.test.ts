import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { clearRange } from "../../lib/bitmap/clear-range.ts";
import { countPages } from "../../lib/bitmap/count-pages.ts";
import { countRange } from "../../lib/bitmap/count-range.ts";
import { createBitmap, MAX_PAGES } from "../../lib/bitmap/create.ts";
import { fillRange } from "../../lib/bitmap/fill-range.ts";
import { has } from "../../lib/bitmap/has.ts";
import { nextSet } from "../../lib/bitmap/next-set.ts";
import { remove } from "../../lib/bitmap/remove.ts";
import { anySet, sorted } from "./model.ts";

Deno.test("nextSet is the first page of the set at or after `from`, or -1", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => {
    const pages = sorted(model);
    for (let from = -3; from < bits.length * 32 + 40; from++) {
      assertStrictEquals(nextSet(bits, from), pages.find((page) => page >= from) ?? -1);
    }
  }));
});

Deno.test("every verb names the pages of 16 TiB: 2^32 pages, their numbers beyond 2^31", () => {
  const bits = createBitmap(MAX_PAGES);
  const start = 2 ** 31 - 5;
  fillRange(bits, start, start + 10);
  fillRange(bits, MAX_PAGES - 3, MAX_PAGES + 3);
  // From where the set is near: to walk all 2^27 words takes seconds on a slow machine.
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
