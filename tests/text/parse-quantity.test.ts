import { assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { FIELDS } from "../../explorer/fields.ts";
import { formatQuantity } from "../../lib/text/format.ts";
import { parseQuantity } from "../../lib/text/parse-quantity.ts";

Deno.test("parseQuantity(formatQuantity(value)) is the value, for every value of every slider", () => {
  for (const { kind, values, label } of FIELDS) {
    for (const value of values) {
      assertStrictEquals(parseQuantity(formatQuantity(value, kind), { kind, name: label, like: 1 }), value, label);
    }
  }
});

Deno.test("parseQuantity(text) reads common spellings", () => {
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
    ["2 h", "seconds", 1, 7200],
    ["90 min", "seconds", 1, 5400],
  ] as const;
  for (const [text, kind, like, value] of cases) {
    assertStrictEquals(parseQuantity(text, { kind, name: "it", like }), value, text);
  }
});

Deno.test("parseQuantity(nonsense) says in one line what is allowed", () => {
  for (const text of ["", "lots", "1 furlong", "1 2 GiB B", "GiB", "1e999", "--1"]) {
    assertThrowsWith(() => parseQuantity(text, { kind: "bytes", name: "memory", like: 1 }), {
      name: "TypeError",
      message: `Cannot read memory: it must be a number such as 512 MiB or 4 GiB, got ${JSON.stringify(text)}`,
    });
  }
});

Deno.test("parseQuantity(text) rejects ambiguous input and names both readings", () => {
  const cases = [
    ["10 gb/s", "bits per second", 'the unit must be Gbit/s or GB/s, got "gb/s"'],
    ["10 mbps", "bytes per second", 'the unit must be MB/s or Mbit/s, got "mbps"'],
    ["20.000", "number", 'it must be 20 000 or 20 (a dot could mean either), got "20.000"'],
    ["1.500 GiB", "bytes", 'it must be 1 500 or 1.5 (a dot could mean either), got "1.500 GiB"'],
  ] as const;
  for (const [text, kind, message] of cases) {
    assertThrowsWith(() => parseQuantity(text, { kind, name: "it", like: 1 }), {
      name: "TypeError",
      message: `Cannot read it: ${message}`,
    });
  }
});
