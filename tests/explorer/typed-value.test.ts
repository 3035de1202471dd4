import { assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { FIELDS, type QuantityField } from "../../explorer/fields.ts";
import { FIRST_STATE } from "../../explorer/state.ts";
import { typedValue } from "../../explorer/typed-value.ts";

const LARGE_PAGES = { ...FIRST_STATE, rest: { vm: { pageBytes: 2 ** 21 } } };

function typed(name: QuantityField, text: string, state = FIRST_STATE): number | null {
  return typedValue(FIELDS.find((field) => field.name === name)!, text, state);
}

Deno.test("typedValue(memory) is the nearest whole number of pages, at least one", () => {
  assertStrictEquals(typed("memoryBytes", "1 GiB"), 2 ** 30);
  assertStrictEquals(typed("memoryBytes", "3.7"), 969_933 * 4096);
  assertStrictEquals(typed("memoryBytes", "1 B"), 4096);
  assertStrictEquals(typed("memoryBytes", "5 MB", LARGE_PAGES), 2 ** 22);
  assertStrictEquals(typed("memoryBytes", "-1"), -(2 ** 30));
});

Deno.test("typedValue(write rate) converts bytes to pages", () => {
  assertStrictEquals(typed("writesPerSecond", "30 000"), 30_000);
  assertStrictEquals(typed("writesPerSecond", "200 MB/s"), 200e6 / 4096);
  assertStrictEquals(typed("writesPerSecond", "1.6 Gbit/s"), 200e6 / 4096);
  assertStrictEquals(typed("writesPerSecond", "100 MiB/s", LARGE_PAGES), 50);
  for (const text of ["fast", "10 furlongs", "none"]) {
    assertThrowsWith(() => typed("writesPerSecond", text), {
      name: "TypeError",
      message: `Cannot read write rate: it must be a number such as 20 000 or 1e6, got "${text}"`,
    });
  }
});

Deno.test("typedValue(share) up to 1 needs a percent sign", () => {
  assertStrictEquals(typed("hotFraction", "10"), 0.1);
  assertStrictEquals(typed("hotFraction", "0.1 %"), 0.001);
  assertStrictEquals(typed("hotFraction", "1%"), 0.01);
  assertStrictEquals(typed("hotShare", "0"), 0);
  assertStrictEquals(typed("writtenShare", "1.5"), 0.015);
  for (const [text, either] of [["0.1", "0.1 % or 10 %"], ["1", "1 % or 100 %"], [",5", "0.5 % or 50 %"]]) {
    assertThrowsWith(() => typed("hotFraction", text), {
      name: "TypeError",
      message: `Cannot read hot pages: it must be ${either} (${text} could mean either)`,
    });
  }
});

Deno.test("typedValue(cap) takes none", () => {
  assertStrictEquals(typed("maxBytesPerSecond", "none"), null);
  assertStrictEquals(typed("maxBytesPerSecond", "64"), 64 * 2 ** 20);
});
