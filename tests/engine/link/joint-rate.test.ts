import { assert, assertAlmostEquals, assertStrictEquals } from "@std/assert";
import { jointBytesPerSecond } from "../../../lib/engine/link/joint-rate.ts";

const joint = (hostBytesPerSecond: number, linkBytesPerSecond: number, variation: number) =>
  jointBytesPerSecond({ hostBytesPerSecond, linkBytesPerSecond, variation });

Deno.test("a host with a steady pace and a link are as fast as the slower of the two", () => {
  assertStrictEquals(joint(3e7, 2e7, 0), 2e7);
  assertStrictEquals(joint(3e7, 4e7, 0), 3e7);
});

Deno.test("with a varying pace they are slower than either, most of all if both are equally fast", () => {
  const loss = (host: number, link: number) => 1 - joint(host, link, 0.3) / Math.min(host, link);
  assert(loss(1, 1) > loss(1.2, 1) && loss(1.2, 1) > loss(2, 1) && loss(2, 1) > 0);
  assert(loss(1, 1) > loss(1, 1.2) && loss(1, 1.2) > loss(1, 2));
  assert(loss(10, 1) < loss(2, 1) / 100);
});

Deno.test("if both are equally fast, the time per byte grows by ln 2 times the scale of the logistic distribution", () => {
  const expected = 1 + 0.3 * Math.sqrt(3) / Math.PI * Math.LN2;
  assertAlmostEquals(1 / joint(1, 1, 0.3), expected, 1e-12);
});

Deno.test("a variation near 0 gives the slower of the two, without overflow", () => {
  assertStrictEquals(joint(3e7, 2e7, 1e-12), 2e7);
  assertStrictEquals(joint(2e7, 1e15, 1e-12), 2e7);
});
