import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { createBitmap, MAX_PAGES, wordsFor } from "../../lib/bitmap/create.ts";

Deno.test("createBitmap returns one clear word for every 32 pages, rounded up", () => {
  for (const [pages, words] of [[1, 1], [31, 1], [32, 1], [33, 2], [64, 2], [65, 3], [4096, 128]]) {
    assertEquals([...createBitmap(pages)], new Array(words).fill(0));
    assertStrictEquals(wordsFor(pages), words);
  }
});

Deno.test("createBitmap rejects sizes that are not a whole number from 1 to 2^32", () => {
  for (const pages of [0, 1.5, -1, 2 ** 32 + 1, NaN, Infinity]) {
    assertThrowsWith(() => createBitmap(pages), {
      name: "RangeError",
      message: `Cannot create bitmap: pages must be a whole number from 1 to 4294967296, got ${pages}`,
    });
  }
});

Deno.test("MAX_PAGES is 2^32, which needs 2^27 words", () => {
  assertStrictEquals(MAX_PAGES, 4294967296);
  assertStrictEquals(wordsFor(MAX_PAGES), 2 ** 27);
});
