import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { clearRange } from "../../lib/bitmap/clear-range.ts";
import { capacity, listed, setAndRange, sorted } from "./model.ts";

Deno.test("clearRange removes start to end - 1, clamped to the bitmap's words, and nothing for an empty range", () => {
  fc.assert(
    fc.property(setAndRange, ([{ bits, model }, start, end]) => {
      clearRange(bits, start, end);
      for (let page = Math.max(0, start); page < Math.min(end, capacity(bits)); page++) model.delete(page);
      assertEquals(listed(bits), sorted(model));
    }),
    { numRuns: 500 },
  );
});

Deno.test("clearRange within one word, to a word's end, across words and over whole words", () => {
  const cleared = (start: number, end: number) => {
    const bits = new Uint32Array(3).fill(0xffffffff);
    clearRange(bits, start, end);
    return [...bits];
  };
  assertEquals(cleared(0, 4), [0xfffffff0, 0xffffffff, 0xffffffff]);
  assertEquals(cleared(31, 33), [0x7fffffff, 0xfffffffe, 0xffffffff]);
  assertEquals(cleared(1, 96), [1, 0, 0]);
  assertEquals(cleared(7, 7), [0xffffffff, 0xffffffff, 0xffffffff]);
});
