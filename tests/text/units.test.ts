import { assert, assertStrictEquals } from "@std/assert";
import { memoryTicks, type QuantityKind, unitsOf } from "../../lib/text/units.ts";

Deno.test("memoryTicks(bytes) are few, a power of two apart, and whole numbers of their unit", () => {
  for (const bytes of [4096, 3 * 4096, 2 ** 27, 1536 * 2 ** 20, 5 * 2 ** 30, 2 ** 40]) {
    const { ticks, size } = memoryTicks(bytes);
    assert(ticks.length >= 3 && ticks.length <= 7, `${ticks.length}`);
    assert(ticks.every((tick) => Number.isInteger(tick / size) && tick <= bytes));
  }
  assertStrictEquals(memoryTicks(2 ** 40).unit, "GiB");
});

Deno.test("unitsOf(kind): every spelling belongs to one unit", () => {
  const kinds: QuantityKind[] = ["bytes", "bytes per second", "bits per second", "seconds", "share", "number"];
  for (const kind of kinds) {
    const spellings = unitsOf(kind).flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    assertStrictEquals(new Set(spellings).size, spellings.length, kind);
  }
});
