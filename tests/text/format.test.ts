import { assertEquals, assertStrictEquals } from "@std/assert";
import { formatBytes, formatFixed, formatNumber, formatQuantity, formatSeconds } from "../../lib/text/format.ts";

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

Deno.test("formatNumber separates thousands from five digits on and uses a true minus sign", () => {
  assertStrictEquals(formatNumber(-1234567), "−1\u202f234\u202f567");
  assertStrictEquals(formatNumber(-0.00000000000001), "0");
});

Deno.test("formatNumber has words for values that are not finite", () => {
  assertEquals([NaN, Infinity, -Infinity].map((value) => formatNumber(value)), ["–", "∞", "−∞"]);
});

Deno.test("formatFixed keeps the requested number of decimals", () => {
  assertStrictEquals(formatFixed(30, 2), "30.00");
  assertStrictEquals(formatFixed(-0.04, 1), "0.0");
});

Deno.test("formatSeconds(seconds) picks a readable unit, from microseconds to years", () => {
  const cases: [number, string][] = [
    [0, "0 s"],
    [2e-6, "2 µs"],
    [0.0204, "20.4 ms"],
    [1.25, "1.25 s"],
    [95.6, "95.6 s"],
    [6000, "100 min"],
    [7199, "120 min"],
    [7200, "2 h"],
    [36 * 3600, "36 h"],
    [48 * 3600, "2 days"],
    [1e7, "116 days"],
    [1e8, "3.17 years"],
    [914_178_698 * 60, "1738 years"],
  ];
  for (const [seconds, text] of cases) assertStrictEquals(formatSeconds(seconds), text);
});

Deno.test("formatBytes(bytes) picks the largest unit in which the value is at least 1", () => {
  const texts = [0, 512, 4096, 1536 * 2 ** 20, 2 ** 40].map((bytes) => formatBytes(bytes));
  assertEquals(texts, ["0 B", "512 B", "4 KiB", "1.5 GiB", "1 TiB"]);
});

Deno.test("formatQuantity(value, kind) uses the largest unit that fits", () => {
  const cases = [
    [2 ** 30, "bytes", "1 GiB"],
    [96 * 2 ** 20, "bytes", "96 MiB"],
    [1.5e9, "bits per second", "1.5 Gbit/s"],
    [1e11, "bits per second", "100 Gbit/s"],
    [1e-4, "seconds", "100 µs"],
    [0.3, "seconds", "300 ms"],
    [0, "seconds", "0 s"],
    [0.001, "share", "0.1 %"],
    [null, "bytes per second", "none"],
    [1e6, "number", "1\u202f000\u202f000"],
  ] as const;
  for (const [value, kind, text] of cases) assertStrictEquals(formatQuantity(value, kind), text);
});
