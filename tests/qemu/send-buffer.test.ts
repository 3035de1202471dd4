import { assert, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { sendBufferBytes } from "../../lib/qemu/send-buffer.ts";

const MOST = 0.88 * 4 * 2 ** 20;
const rate = fc.double({ min: 1e5, max: 2e9, noNaN: true });
const stall = fc.double({ min: 0, max: 0.1, noNaN: true });

Deno.test("sendBufferBytes never decreases with the link's rate or the longest stall, up to tcp_wmem's payload", () => {
  fc.assert(fc.property(rate, rate, stall, stall, (a, b, s, t) => {
    const [slow, fast, short, long] = [Math.min(a, b), Math.max(a, b), Math.min(s, t), Math.max(s, t)];
    const bytes = sendBufferBytes(slow, short);
    assert(bytes > 0 && bytes <= MOST);
    assert(sendBufferBytes(fast, short) >= bytes);
    assert(sendBufferBytes(slow, long) >= bytes);
  }));
});

Deno.test("sendBufferBytes is three windows of the bursts of pacer and shaper, in kernel memory", () => {
  // 62.5 MB/s: three bursts of 62,500 bytes and the shaper's 256 KiB, in segments of 1448 bytes that take 2304 bytes
  // each.
  const expected = 0.88 * 3 * 2304 * (3 * 62_500 + 256 * 1024) / 1448;
  assert(Math.abs(sendBufferBytes(62.5e6, 0) / expected - 1) < 1e-12);
  // 8 ms more at the link's rate.
  const grown = 0.88 * 3 * 2304 * (3 * 12_500 + 256 * 1024 + 12.5e6 * 0.008) / 1448;
  assert(Math.abs(sendBufferBytes(12.5e6, 0.008) / grown - 1) < 1e-12);
});

Deno.test("sendBufferBytes reaches its maximum on a fast link after a stall; the pacer's burst is limited too", () => {
  assertStrictEquals(sendBufferBytes(1.25e8, 0.02), MOST);
  assertStrictEquals(sendBufferBytes(1e8, 0), sendBufferBytes(1e9, 0));
  assert(sendBufferBytes(1e9, 0) < MOST);
});
