import { assertEquals, assertStrictEquals } from "@std/assert";
import { formatFixed, formatNumber, formatSeconds } from "../../lib/text/format.ts";

Deno.test("formatNumber keeps three significant digits and drops trailing zeros", () => {
  assertEquals([0, 1, 1.5, 36.24, 0.012345, 100, 1024.4].map((value) => formatNumber(value)), [
    "0",
    "1",
    "1.5",
    "36.2",
    "0.0123",
    "100",
    "1024",
  ]);
});

Deno.test("formatNumber sets thousands apart from five digits on and uses a true minus", () => {
  assertStrictEquals(formatNumber(-1234567), "−1\u202f234\u202f567");
  assertStrictEquals(formatNumber(-0.00000000000001), "0");
});

Deno.test("formatNumber has words for what is no number", () => {
  assertEquals([NaN, Infinity, -Infinity].map((value) => formatNumber(value)), ["–", "∞", "−∞"]);
});

Deno.test("formatFixed keeps the decimals asked for", () => {
  assertStrictEquals(formatFixed(30, 2), "30.00");
  assertStrictEquals(formatFixed(-0.04, 1), "0.0");
});

Deno.test("formatSeconds picks the unit that reads well", () => {
  assertEquals([0, 2e-6, 0.0204, 1.25, 95.6, 6000].map((seconds) => formatSeconds(seconds)), [
    "0 s",
    "2 µs",
    "20.4 ms",
    "1.25 s",
    "95.6 s",
    "100 min",
  ]);
});
