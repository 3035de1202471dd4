import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { countRange } from "../../lib/bitmap/count-range.ts";
import { setAndRange } from "./model.ts";

Deno.test("countRange counts start to end - 1, clamped to the bitmap, and 0 for an empty range", () => {
  fc.assert(
    fc.property(setAndRange, ([{ bits, model }, start, end]) => {
      const within = [...model].filter((page) => page >= start && page < end);
      assertStrictEquals(countRange(bits, start, end), within.length);
    }),
    { numRuns: 500 },
  );
});
