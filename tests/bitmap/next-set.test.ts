import assert from "node:assert/strict";
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
      assert.equal(nextSet(bits, from), pages.find((page) => page >= from) ?? -1);
    }
  }));
});

Deno.test("every verb names the pages of 16 TiB: 2^32 pages, their numbers beyond 2^31", () => {
  const bits = createBitmap(MAX_PAGES);
  const start = 2 ** 31 - 5;
  fillRange(bits, start, start + 10);
  fillRange(bits, MAX_PAGES - 3, MAX_PAGES + 3);
  // From where the set is near: to walk all 2^27 words takes seconds on a slow machine.
  assert.equal(nextSet(bits, start - 1e6), start);
  assert.equal(nextSet(bits, MAX_PAGES - 1e6), MAX_PAGES - 3);
  assert.equal(nextSet(bits, MAX_PAGES), -1);
  assert.deepEqual([start - 1, start, start + 9, start + 10].map((page) => has(bits, page)), [
    false,
    true,
    true,
    false,
  ]);
  assert.deepEqual([-4, -3, -1, 0].map((page) => has(bits, MAX_PAGES + page)), [false, true, true, false]);
  assert.equal(countRange(bits, 2 ** 31, 2 ** 31 + 1e6), 5);
  assert.equal(countRange(bits, MAX_PAGES - 1e6, MAX_PAGES), 3);
  assert.equal(countPages(bits, 2 ** 26 - 1, 2 ** 26), 5);
  remove(bits, MAX_PAGES - 2);
  clearRange(bits, start, start + 9);
  assert.equal(nextSet(bits, start - 1e6), start + 9);
  assert.equal(countPages(bits, 2 ** 27 - 1), 2);
});
