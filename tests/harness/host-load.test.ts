import { assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import { otherShare, parsedTime } from "../../harness/host-load.ts";

Deno.test("parsedTime adds up the processor time of the machine, and of the processes and their ended children", () => {
  const process = (user: number, system: number) =>
    `12 (a name) b) S 1 2 3 4 5 6 7 8 9 10 ${user} ${system} 3 4 20 0 1 0 99\n`;
  const text = `cpu  100 10 50 800 5 3 2 30 0 0\ncpu0 1 2 3 4\n${process(20, 5)}${process(1, 0)}`;
  assertEquals(parsedTime(text), { all: 1000, busy: 190, own: 40 });
});

Deno.test("otherShare is what neither idled nor was the measurement's, and never negative", () => {
  const before = { all: 1000, busy: 190, own: 40 };
  assertAlmostEquals(otherShare(before, { all: 1200, busy: 290, own: 110 }), 0.15, 1e-12);
  assertStrictEquals(otherShare(before, { all: 1200, busy: 200, own: 60 }), 0);
  assertStrictEquals(otherShare(before, before), 0);
});
