import assert from "node:assert/strict";
import { measureOf, withUnit } from "../../lib/text/measure.ts";

const shown = (field: string, ...values: number[]) => withUnit(measureOf(field, values));

Deno.test("measureOf names known fields in the field's words", () => {
  assert.equal(shown("vm.memoryBytes", 2 ** 27), "VM memory [MiB]");
  assert.equal(shown("totalSeconds", 12), "total migration time [s]");
  assert.equal(shown("workload.writesPerSecond", 1e6), "dirty rate [page writes/s]");
  assert.equal(shown("migration.engine"), "engine");
});

Deno.test("measureOf takes the name of an unknown field apart", () => {
  assert.equal(shown("seconds", 3), "length [s]");
  assert.equal(shown("pages", 3), "pages");
  assert.equal(shown("migration.maxRounds", 5), "max rounds");
  assert.equal(shown("source.suspendSeconds", 0.002), "suspend [ms]");
  assert.equal(shown("migration.prepullPages", 8), "prepull [pages]");
  assert.equal(shown("network.bandwidthBitsPerSecond", 1e9, 1e10), "bandwidth [Gbit/s]");
});

Deno.test("measureOf takes the largest unit in which the largest value is at least 1", () => {
  assert.equal(measureOf("downtimeSeconds", [0.001, 0.9]).unit, "ms");
  assert.equal(measureOf("downtimeSeconds", [0.001, 1]).unit, "s");
  assert.equal(measureOf("downtimeSeconds", [2e-6]).unit, "µs");
  assert.equal(measureOf("downtimeSeconds", [0, null]).unit, "s");
});

Deno.test("measureOf leaves memory in MiB unless all sizes are tidy in GiB", () => {
  assert.equal(measureOf("vm.memoryBytes", [2 ** 27, 2 ** 30]).unit, "MiB");
  assert.equal(measureOf("vm.memoryBytes", [2 ** 30, 2 ** 33]).unit, "GiB");
});

Deno.test("measureOf's factor turns values into the unit", () => {
  assert.equal(2 ** 28 * measureOf("vm.memoryBytes", [2 ** 28]).factor, 256);
  assert.ok(Math.abs(0.25 * measureOf("downtimeSeconds", [0.25]).factor - 250) < 1e-9);
});
