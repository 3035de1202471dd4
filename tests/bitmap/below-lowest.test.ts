import { assertStrictEquals } from "@std/assert";
import { belowLowest } from "../../lib/bitmap/below-lowest.ts";

Deno.test("belowLowest(bits) is the mask of all bits below the lowest one that is set", () => {
  for (let bit = 0; bit < 32; bit++) {
    for (const above of [0, -1]) {
      assertStrictEquals(belowLowest((1 << bit) | (above << bit)) | 0, bit === 0 ? 0 : -1 >>> (32 - bit));
    }
  }
});

Deno.test("belowLowest(0) is all bits", () => assertStrictEquals(belowLowest(0), -1));
