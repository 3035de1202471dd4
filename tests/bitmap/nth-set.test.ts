import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { nthSet } from "../../lib/bitmap/nth-set.ts";
import { createBitmap } from "../../lib/bitmap/create.ts";
import { fillRange } from "../../lib/bitmap/range.ts";
import { anySet, sorted } from "./model.ts";

Deno.test("nthSet returns the page at or after `from` with this rank in the set, or -1", () => {
  fc.assert(fc.property(anySet, fc.nat({ max: 450 }), ({ bits, model }, from) => {
    const pages = sorted(model).filter((page) => page >= from);
    for (let rank = 0; rank < pages.length + 2; rank++) assertStrictEquals(nthSet(bits, from, rank), pages[rank] ?? -1);
  }));
});

Deno.test("nthSet finds pages of any rank in large sets, dense or sparse", () => {
  const bits = createBitmap(20_000 * 32);
  const runs = [[5, 40_000], [100_003, 100_004], [300_000, 417_000], [639_990, 640_000]];
  for (const [from, to] of runs) fillRange(bits, from, to);
  const pages = runs.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
  for (let first = 0; first < pages.length; first += 9973) {
    for (let rank = 0; first + rank < pages.length + 2000; rank += 1 + rank) {
      assertStrictEquals(nthSet(bits, pages[first], rank), pages[first + rank] ?? -1);
    }
  }
  assertStrictEquals(nthSet(bits, 0, pages.length - 1), 639_999);
  assertStrictEquals(nthSet(bits, 0, pages.length), -1);
  assertStrictEquals(nthSet(bits, 0, Infinity), -1);
});
