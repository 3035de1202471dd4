import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { nthSet } from "../../lib/bitmap/nth-set.ts";
import { anySet, sorted } from "./model.ts";

Deno.test("nthSet is the page at or after `from` with that many of the set before it, or -1", () => {
  fc.assert(fc.property(anySet, fc.nat({ max: 450 }), ({ bits, model }, from) => {
    const pages = sorted(model).filter((page) => page >= from);
    for (let rank = 0; rank < pages.length + 2; rank++) assertStrictEquals(nthSet(bits, from, rank), pages[rank] ?? -1);
  }));
});
