import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { has } from "../../lib/bitmap/has.ts";
import { anySet } from "./model.ts";

Deno.test("has is true for the pages of the set alone: not for others, nor below 0, nor beyond the bitmap", () => {
  fc.assert(fc.property(anySet, ({ bits, model }) => {
    for (let page = -40; page < bits.length * 32 + 70; page++) assertStrictEquals(has(bits, page), model.has(page));
  }));
});
