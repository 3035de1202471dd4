import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { pagesOf } from "../../lib/bitmap/pages-of.ts";
import { anySet, sorted } from "./model.ts";

Deno.test("pagesOf iterates over the pages of the set in ascending order", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => assertEquals([...pagesOf(bits)], sorted(model))));
});
