import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { clearRange, fill, fillRange } from "../../lib/bitmap/range.ts";
import { anySet, capacity, listed, setAndRange, sorted } from "./model.ts";

Deno.test("fill adds exactly the pages of the set and leaves the bits after the last page clear", () => {
  fc.assert(fc.property(anySet, ({ pages, bits }) => {
    bits[bits.length - 1] = 0xffffffff;
    fill(bits, pages);
    assertEquals(listed(bits), Array.from({ length: pages }, (_, i) => i));
  }));
});

Deno.test("fillRange adds start to end - 1, clamped to the bitmap's words, and nothing for an empty range", () => {
  fc.assert(
    fc.property(setAndRange, ([{ bits, model }, start, end]) => {
      fillRange(bits, start, end);
      for (let page = Math.max(0, start); page < Math.min(end, capacity(bits)); page++) model.add(page);
      assertEquals(listed(bits), sorted(model));
    }),
    { numRuns: 500 },
  );
});

Deno.test("fillRange works within one word, up to a word's end, across words and over whole words", () => {
  const filled = (start: number, end: number) => {
    const bits = new Uint32Array(4);
    fillRange(bits, start, end);
    return [...bits];
  };
  assertEquals(filled(3, 5), [0b11000, 0, 0, 0]);
  assertEquals(filled(31, 32), [0x80000000, 0, 0, 0]);
  assertEquals(filled(31, 33), [0x80000000, 1, 0, 0]);
  assertEquals(filled(32, 96), [0, 0xffffffff, 0xffffffff, 0]);
  assertEquals(filled(-5, 500), [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff]);
  assertEquals(filled(5, 5), [0, 0, 0, 0]);
});

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

Deno.test("clearRange works within one word, up to a word's end, across words and over whole words", () => {
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
