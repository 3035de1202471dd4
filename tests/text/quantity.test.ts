import { assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { FIELDS } from "../../explorer/fields.ts";
import { formatQuantity, parseQuantity } from "../../lib/text/quantity.ts";

Deno.test("formatQuantity(value, kind) takes the largest unit that fits", () => {
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

Deno.test("parseQuantity(formatQuantity(value)) is the value, for every place of every slider", () => {
  for (const { kind, values, label } of FIELDS) {
    for (const value of values) {
      assertStrictEquals(parseQuantity(formatQuantity(value, kind), kind, label, 1), value, label);
    }
  }
});

Deno.test("parseQuantity(text) reads what people write", () => {
  const cases = [
    ["2", "bytes", 2 ** 30, 2 * 2 ** 30],
    ["2 g", "bytes", 1, 2 * 2 ** 30],
    ["512MB", "bytes", 1, 512e6],
    ["64 gb", "bytes", 1, 64e9],
    ["64 gib", "bytes", 1, 64 * 2 ** 30],
    ["3.7 GiB", "bytes", 1, 3.7 * 2 ** 30],
    ["10 GB/s", "bits per second", 1, 8e10],
    ["10 GBps", "bits per second", 1, 8e10],
    ["10 Gb/s", "bits per second", 1, 1e10],
    ["1 GiB/s", "bits per second", 1, 8 * 2 ** 30],
    ["10 GBIT/S", "bits per second", 1, 1e10],
    ["100 MB/s", "bytes per second", 1, 1e8],
    ["100 MiB/s", "bytes per second", 1, 100 * 2 ** 20],
    ["800 Mbit/s", "bytes per second", 1, 1e8],
    ["100 mib", "bytes per second", 1, 100 * 2 ** 20],
    ["1.125", "number", 1, 1.125],
    ["0.500", "number", 1, 0.5],
    ["10 Gbps", "bits per second", 1, 1e10],
    ["250 us", "seconds", 1, 250e-6],
    ["5", "seconds", 0.1, 0.005],
    ["12.5%", "share", 1, 0.125],
    ["20,000", "number", 1, 20_000],
    ["1,5", "number", 1, 1.5],
    ["1e6", "number", 1, 1e6],
    ["20 k", "number", 1, 20_000],
    ["None", "bytes per second", 1, null],
    ["64", "bytes per second", null, 64 * 2 ** 20],
    ["-3", "number", 1, -3],
  ] as const;
  for (const [text, kind, like, value] of cases) assertStrictEquals(parseQuantity(text, kind, "it", like), value, text);
});

Deno.test("parseQuantity(nonsense) says in one line what is wanted", () => {
  for (const text of ["", "lots", "1 furlong", "1 2 GiB B", "GiB", "1e999", "--1"]) {
    assertThrowsWith(() => parseQuantity(text, "bytes", "memory", 1), {
      name: "TypeError",
      message: `Cannot read memory: it must be a number such as 512 MiB or 4 GiB, got ${JSON.stringify(text)}`,
    });
  }
});

Deno.test("parseQuantity(text) refuses what could be read in two ways, and names both", () => {
  const cases = [
    ["10 gb/s", "bits per second", 'the unit must be Gbit/s or GB/s, got "gb/s"'],
    ["10 mbps", "bytes per second", 'the unit must be MB/s or Mbit/s, got "mbps"'],
    ["20.000", "number", 'it must be 20 000 or 20 (a dot could mean either), got "20.000"'],
    ["1.500 GiB", "bytes", 'it must be 1 500 or 1.5 (a dot could mean either), got "1.500 GiB"'],
  ] as const;
  for (const [text, kind, message] of cases) {
    assertThrowsWith(() => parseQuantity(text, kind, "it", 1), {
      name: "TypeError",
      message: `Cannot read it: ${message}`,
    });
  }
});
