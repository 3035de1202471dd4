import { assert, assertAlmostEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { grownBufferBytes } from "../../lib/qemu/send-buffer.ts";

const MOST = 0.88 * 4 * 2 ** 20;
const rate = fc.double({ min: 1e5, max: 2e9, noNaN: true });
const stall = fc.double({ min: 0, max: 0.1, noNaN: true });

Deno.test("grownBufferBytes never falls with the link's rate, nor with the longest stall, and is at most tcp_wmem's payload", () => {
  fc.assert(fc.property(rate, rate, stall, stall, (a, b, s, t) => {
    const [slow, fast, short, long] = [Math.min(a, b), Math.max(a, b), Math.min(s, t), Math.max(s, t)];
    const bytes = grownBufferBytes(slow, short);
    assert(bytes > 0 && bytes <= MOST);
    assert(grownBufferBytes(fast, short) >= bytes);
    assert(grownBufferBytes(slow, long) >= bytes);
  }));
});

Deno.test("grownBufferBytes is three windows of what is acknowledged at once, in the kernel's memory", () => {
  // The shaper's 256 KiB, in segments of 1448 that take 2304 each.
  assertAlmostEquals(grownBufferBytes(62.5e6, 0), 0.88 * 3 * 2304 * 256 * 1024 / 1448, 1e-6);
  // 8 ms of the link more.
  const grown = 0.88 * 3 * 2304 * (256 * 1024 + 12.5e6 * 0.008) / 1448;
  assertAlmostEquals(grownBufferBytes(12.5e6, 0.008), grown, 1e-6);
});

Deno.test("grownBufferBytes reaches its most on a fast link that was stalled", () => {
  assertStrictEquals(grownBufferBytes(1.25e8, 0.02), MOST);
  assert(grownBufferBytes(1e9, 0) < MOST);
});
