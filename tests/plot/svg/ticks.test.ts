import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { linearTicks, logTicks } from "../../../lib/plot/svg/axis.ts";

Deno.test("linearTicks run from zero to a round number that is at least the largest value", () => {
  assertEquals(linearTicks(97), { domain: [0, 100], ticks: [0, 20, 40, 60, 80, 100] });
  assertEquals(linearTicks(0).domain, [0, 1]);
});

Deno.test("logTicks are at 1, 2 and 5 times powers of ten, or only at powers over many decades", () => {
  assertEquals(logTicks(0.3, 6).ticks, [0.2, 0.5, 1, 2, 5, 10]);
  assertEquals(logTicks(0.03, 600).ticks, [0.01, 0.1, 1, 10, 100, 1000]);
});

Deno.test("logTicks enclose both values", () => {
  const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
  fc.assert(fc.property(positive, positive, (a, b) => {
    const [least, most] = [Math.min(a, b), Math.max(a, b)];
    const { domain, ticks } = logTicks(least, most);
    assert(domain[0] <= least && most <= domain[1] && domain[0] < domain[1]);
    assert(ticks.length >= 2 && ticks.every((tick, i) => i === 0 || tick > ticks[i - 1]));
  }));
});
