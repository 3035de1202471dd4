import { assertEquals, assertStrictEquals } from "@std/assert";
import { evenValues, nearestPlace, niceValues } from "../../explorer/nice-values.ts";
import { FIELDS } from "../../explorer/fields.ts";

Deno.test("niceValues(min, max) are round numbers from min to max", () => {
  assertEquals(niceValues(10, 200), [10, 15, 20, 30, 50, 70, 100, 150, 200]);
  assertEquals(niceValues(0.001, 0.003), [0.001, 0.0015, 0.002, 0.003]);
});

Deno.test("evenValues(min, max, count) are count + 1 numbers without visible rounding errors", () => {
  assertEquals(evenValues(0, 1, 10), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
});

Deno.test("nearestPlace(values, value) compares by ratio", () => {
  assertStrictEquals(nearestPlace([0, 10, 100, 1000], 35), 2);
  assertStrictEquals(nearestPlace([0, 10, 100, 1000], 30), 1);
  assertStrictEquals(nearestPlace([0, 10, 100], 0), 0);
  assertStrictEquals(nearestPlace([1, 2, Infinity], Infinity), 2);
  assertStrictEquals(nearestPlace([1, 2, Infinity], 1e9), 1);
});

Deno.test("every slider's values ascend", () => {
  for (const { label, values } of FIELDS) {
    const numbers = values.map((value) => value ?? Infinity);
    assertEquals(numbers, numbers.toSorted((a, b) => a - b), label);
    assertStrictEquals(new Set(numbers).size, numbers.length, label);
  }
});
