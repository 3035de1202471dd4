import { assert, assertStrictEquals } from "@std/assert";
import { measureOf, withUnit } from "../../lib/text/measure.ts";

const shown = (field: string, ...values: number[]) => withUnit(measureOf(field, values));

Deno.test("measureOf names known fields in the terms of the field", () => {
  assertStrictEquals(shown("vm.memoryBytes", 2 ** 27), "VM memory [MiB]");
  assertStrictEquals(shown("totalSeconds", 12), "total migration time [s]");
  assertStrictEquals(shown("workload.writesPerSecond", 1e6), "write rate [page writes/s]");
  assertStrictEquals(shown("migration.engine"), "engine");
});

Deno.test("measureOf splits the name of an unknown field into words", () => {
  assertStrictEquals(shown("seconds", 3), "length [s]");
  assertStrictEquals(shown("pages", 3), "pages");
  assertStrictEquals(shown("migration.maxRounds", 5), "max rounds");
  assertStrictEquals(shown("source.suspendSeconds", 0.002), "suspend [ms]");
  assertStrictEquals(shown("migration.prepullPages", 8), "prepull [pages]");
  assertStrictEquals(shown("network.bandwidthBitsPerSecond", 1e9, 1e10), "bandwidth [Gbit/s]");
});

Deno.test("measureOf uses the largest unit in which the largest value is at least 1", () => {
  assertStrictEquals(measureOf("downtimeSeconds", [0.001, 0.9]).unit, "ms");
  assertStrictEquals(measureOf("downtimeSeconds", [0.001, 1]).unit, "s");
  assertStrictEquals(measureOf("downtimeSeconds", [2e-6]).unit, "µs");
  assertStrictEquals(measureOf("downtimeSeconds", [0, null]).unit, "s");
});

Deno.test("measureOf keeps memory in MiB unless all sizes are round in GiB", () => {
  assertStrictEquals(measureOf("vm.memoryBytes", [2 ** 27, 2 ** 30]).unit, "MiB");
  assertStrictEquals(measureOf("vm.memoryBytes", [2 ** 30, 2 ** 33]).unit, "GiB");
});

Deno.test("measureOf's factor converts values to the unit", () => {
  assertStrictEquals(2 ** 28 * measureOf("vm.memoryBytes", [2 ** 28]).factor, 256);
  assert(Math.abs(0.25 * measureOf("downtimeSeconds", [0.25]).factor - 250) < 1e-9);
});
