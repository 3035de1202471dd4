import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { inBytes, memoryTicks } from "../../lib/text/memory-unit.ts";

Deno.test("inBytes(bytes) takes the largest unit of which there is one", () => {
  assertEquals([512, 4096, 1536 * 2 ** 20, 2 ** 40].map(inBytes), ["512 B", "4 KiB", "1.5 GiB", "1 TiB"]);
});

Deno.test("memoryTicks are a power of two apart, whole numbers of their unit, and few", () => {
  for (const bytes of [4096, 3 * 4096, 2 ** 27, 1536 * 2 ** 20, 5 * 2 ** 30, 2 ** 40]) {
    const { ticks, size } = memoryTicks(bytes);
    assert(ticks.length >= 3 && ticks.length <= 7, `${ticks.length}`);
    assert(ticks.every((tick) => Number.isInteger(tick / size) && tick <= bytes));
  }
  assertStrictEquals(memoryTicks(2 ** 40).unit, "GiB");
});
