import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { cellOf, divideIntoCells } from "../../lib/film/cells.ts";

Deno.test("divideIntoCells(pages, cells) makes runs whose lengths differ by at most one page", () => {
  assertEquals(Array.from(divideIntoCells(10, 4)), [0, 2, 5, 7, 10]);
  const starts = divideIntoCells(2 ** 32, 65_536);
  assertStrictEquals(starts[65_536], 2 ** 32);
  assert(starts.every((start, i) => i === 0 || start - starts[i - 1] === 65_536));
});

Deno.test("cellOf(starts, page) returns the cell that contains the page", () => {
  for (const [pages, cells] of [[10, 4], [97, 31], [1000, 999], [5, 5], [7, 1]]) {
    const starts = divideIntoCells(pages, cells);
    for (let page = 0; page < pages; page++) {
      const cell = cellOf(starts, page);
      assert(starts[cell] <= page && page < starts[cell + 1], `${page} of ${pages} in ${cells}`);
    }
  }
});
