import { assertEquals, assertNotStrictEquals } from "@std/assert";
import { copyWords, KERNELS } from "../../../lib/bitmap/wasm/kernels.ts";

Deno.test("the WebAssembly kernels are in use", () => assertNotStrictEquals(KERNELS, null));

Deno.test("copyWords copies few and many words", () => {
  const source = Uint32Array.from({ length: 200 }, (_, i) => i + 1);
  for (const count of [0, 1, 47, 48, 150]) {
    const target = new Uint32Array(200);
    copyWords(target, 3, source, 7, count);
    assertEquals([...target.subarray(3, 3 + count)], [...source.subarray(7, 7 + count)]);
    assertEquals(target.filter((word) => word !== 0).length, count);
  }
});
