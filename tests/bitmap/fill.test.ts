import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fill } from "../../lib/bitmap/fill.ts";
import { anySet, listed } from "./model.ts";

Deno.test("fill makes the set hold exactly its pages and leaves the bits behind the last page clear", () => {
  fc.assert(fc.property(anySet, ({ pages, bits }) => {
    bits[bits.length - 1] = 0xffffffff;
    fill(bits, pages);
    assertEquals(listed(bits), Array.from({ length: pages }, (_, i) => i));
  }));
});
