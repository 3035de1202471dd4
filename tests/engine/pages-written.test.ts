import { assert, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { countPages, pagesOf, pagesWritten } from "../../lib/bitmap.ts";
import type { ScenarioInput } from "../../lib/scenario/types.ts";
import { assertThrowsWith } from "../errors.ts";
import { assertBinomial } from "../random/statistics.ts";

const uniform: ScenarioInput = {
  vm: { memoryBytes: 2 ** 26 },
  workload: { kind: "uniform", writesPerSecond: 8192 },
};

Deno.test("pagesWritten contains each page with the probability of its workload", () => {
  const pages = pagesWritten(uniform, { fromSeconds: 1, toSeconds: 3 });
  assertStrictEquals(pages.length, 2 ** 14 / 32);
  assertBinomial(countPages(pages), 2 ** 14, -Math.expm1(-1), "two seconds");
});

Deno.test("pagesWritten is the same for the same seed and interval, and different for another", () => {
  const interval = { toSeconds: 1 };
  assertEquals(pagesWritten(uniform, interval), pagesWritten(uniform, interval));
  assertNotEquals(pagesWritten({ ...uniform, seed: 2 }, interval), pagesWritten({ ...uniform, seed: 1 }, interval));
  assertNotEquals(pagesWritten(uniform, interval), pagesWritten(uniform, { fromSeconds: 1, toSeconds: 2 }));
});

Deno.test("pagesWritten of a sequential writer contains consecutive pages", () => {
  const scenario: ScenarioInput = {
    vm: { memoryBytes: 2 ** 20 },
    workload: { kind: "sequential", writesPerSecond: 10 },
  };
  const [first, second] = [[0, 2], [2, 4]].map((
    [fromSeconds, toSeconds],
  ) => [...pagesOf(pagesWritten(scenario, { fromSeconds, toSeconds }))]);
  assertStrictEquals(first.length + second.length, 40);
  assert(first.every((page) => !second.includes(page)));
  assertStrictEquals(countPages(pagesWritten(scenario, { fromSeconds: 2, toSeconds: 2 })), 0);
});

Deno.test("pagesWritten rejects invalid intervals", () => {
  const cases: [object, string, string][] = [
    [{ fromSeconds: -1, toSeconds: 1 }, "RangeError", "fromSeconds must be a number of at least 0, got -1"],
    [{ fromSeconds: 2, toSeconds: 1 }, "RangeError", "toSeconds must be a number of at least 2, got 1"],
    [{ toSeconds: Infinity }, "RangeError", "toSeconds must be a number of at least 0, got Infinity"],
    [{}, "TypeError", "toSeconds must be a number of at least 0, got nothing"],
    [
      { toSeconds: 1, from: 0 },
      "TypeError",
      'interval must have only the fields fromSeconds, toSeconds, got "from": 0',
    ],
  ];
  for (const [interval, name, message] of cases) {
    assertThrowsWith(() => pagesWritten(uniform, interval as never), {
      name,
      message: `Cannot list pages written: ${message}`,
    });
  }
});
