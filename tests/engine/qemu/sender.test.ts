import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { beginRun, passRunning, passStopped, type Run } from "../../../lib/engine/run/run.ts";
import {
  createSender,
  type Sender,
  type SendLimits,
  sendSome,
  stretchOf,
  stretchOfOneKind,
  sync,
} from "../../../lib/engine/qemu/sender.ts";
import type { Observer } from "../../../lib/engine/run/result.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import { has } from "../../../lib/bitmap/page.ts";
import { listed, twoSets } from "../../bitmap/model.ts";
import { alwaysDirty, LINK, PAGE_BYTES_SENT, plain, type Setting } from "../qemu-scenarios.ts";
import { upTo } from "../scenarios.ts";

const NO_LIMIT: SendLimits = { untilSeconds: Infinity, bytes: Infinity, pass: passRunning };

/** Sends over a link that stays as it is. */
function send(run: Run, sender: Sender, limits: SendLimits): void {
  assertStrictEquals(sendSome(run, sender, limits).next().done, true);
}

/** A migration that has just begun, its sender, and the pages that are sent. */
function begun(setting: Setting): { run: Run; sender: Sender; sent: number[] } {
  const sent: number[] = [];
  const observer: Observer = {
    sent: (word, mask) => sent.push(...listed(Uint32Array.of(mask)).map((bit) => word * 32 + bit)),
  };
  const run = beginRun(parseScenario(plain("pre-copy", setting)), { observer });
  return { run, sender: createSender(run), sent };
}

Deno.test("a sender begins with every page to send and the cursor at page 0", () => {
  const { sender } = begun({ pages: 1000 });
  assertEquals(listed(sender.toSend), upTo(1000));
  assertEquals([sender.pending, sender.cursor], [1000, 0]);
});

Deno.test("sync adds the pages written since the last one and counts those that were not pending", () => {
  const { run, sender } = begun({ pages: 1000, workload: [alwaysDirty(300, 50), alwaysDirty(900, 10)] });
  send(run, sender, { ...NO_LIMIT, bytes: 640 * PAGE_BYTES_SENT });
  assertStrictEquals(sender.pending, 360);
  assertStrictEquals(sync(run, sender), 50);
  assertEquals(listed(sender.toSend), [...upTo(50).map((i) => 300 + i), ...upTo(360).map((i) => 640 + i)]);
  assertStrictEquals(sender.pending, 410);
  // No guest time has passed since.
  assertStrictEquals(sync(run, sender), 0);
  passStopped(run, 5);
  sender.toSend.fill(0);
  sender.pending = 0;
  assertStrictEquals(sync(run, sender), 0);
  passRunning(run, 0.01);
  assertStrictEquals(sync(run, sender), 60);
});

Deno.test("sendSome sends everything from the cursor on, wrapping at the end of memory", () => {
  const { run, sender, sent } = begun({ pages: 1000 });
  sender.cursor = 640;
  send(run, sender, NO_LIMIT);
  assertEquals(sent, [...upTo(360).map((i) => 640 + i), ...upTo(640)]);
  assertStrictEquals(sender.pending, 0);
  // The sender is ahead of the wire by the content of the queue, which is at least two pages.
  assert(Math.abs(run.seconds - (1000 / LINK - 2 * 4096 / (LINK * PAGE_BYTES_SENT))) < 1e-9, `${run.seconds}`);
});

Deno.test("sendSome stops with the page that exceeds the bytes", () => {
  for (const [bytes, pages] of [[1, 1], [4104, 1], [4105, 2], [40 * 4104, 40], [1000 * 4104 - 1, 1000], [1e9, 2000]]) {
    const { run, sender, sent } = begun({ pages: 2000 });
    send(run, sender, { ...NO_LIMIT, bytes });
    assertEquals(sent, upTo(pages));
    assertStrictEquals(sender.pending, 2000 - pages);
    // It continues there.
    send(run, sender, { ...NO_LIMIT, bytes: 1 });
    assertEquals(sent, upTo(Math.min(2000, pages + 1)));
  }
});

Deno.test("sendSome counts a page of zeros as nine bytes", () => {
  const { run, sender, sent } = begun({ pages: 2000, zeroPages: 1900 });
  send(run, sender, { ...NO_LIMIT, bytes: 100 * 4104 + 9 * 700 });
  assert(sent.length >= 800 && sent.length < 832, `${sent.length}`);
  assertStrictEquals(run.result.pagesTransferred, 100);
});

Deno.test("sendSome reads the clock after its first page and then every 64", () => {
  const { run, sender, sent } = begun({ pages: 2000 });
  send(run, sender, { ...NO_LIMIT, untilSeconds: 0.0101 });
  // 102 pages take this long, without the two in the queue.
  assertStrictEquals(sent.length, 129);
  assert(run.seconds >= 0.0101 && run.seconds < 0.0129);
  send(run, sender, { ...NO_LIMIT, untilSeconds: run.seconds });
  assertStrictEquals(sent.length, 130);
});

Deno.test("sendSome advances the time with the guest running or stopped, as specified", () => {
  const guest = (pass: SendLimits["pass"]) => {
    const { run, sender } = begun({ pages: 1000 });
    send(run, sender, { ...NO_LIMIT, pass });
    return [run.guestSeconds, run.seconds];
  };
  const [running, seconds] = guest(passRunning);
  assert(seconds > 0.09);
  assertStrictEquals(running, seconds);
  assertEquals(guest(passStopped), [0, seconds]);
});

Deno.test("a sender ahead of a full queue waits for the wire", () => {
  const { run, sender, sent } = begun({ pages: 5000, queueBytes: 1000 * PAGE_BYTES_SENT });
  send(run, sender, { ...NO_LIMIT, untilSeconds: 0.2 });
  // The bytes that the wire has carried, and the content of the queue.
  assert(Math.abs(sent.length - 3000) <= 64, `${sent.length}`);
});

Deno.test("a stretch is the first pages of a set from a page on, up to a limit", () => {
  fc.assert(fc.property(twoSets, fc.nat({ max: 400 }), fc.integer({ min: 1, max: 450 }), ([{ bits }], from, limit) => {
    fc.pre(from < bits.length * 32);
    const expected = listed(bits).filter((page) => page >= from).slice(0, limit);
    const { pages, to } = stretchOf(bits, from, limit);
    assertStrictEquals(pages, expected.length);
    assertEquals(listed(bits).filter((page) => page >= from && page < to), expected);
    if (pages === limit) assertStrictEquals(to, expected[limit - 1] + 1);
  }));
});

Deno.test("a stretch of one kind also ends before the first page of the other kind", () => {
  fc.assert(
    fc.property(twoSets, fc.nat({ max: 400 }), fc.integer({ min: 1, max: 450 }), ([set, zero], at, limit) => {
      const ahead = listed(set.bits).filter((page) => page >= at);
      fc.pre(ahead.length > 0);
      const zeros = has(zero.bits, ahead[0]);
      const other = ahead.findIndex((page) => has(zero.bits, page) !== zeros);
      const expected = ahead.slice(0, Math.min(limit, other < 0 ? ahead.length : other));
      const { pages, to } = stretchOfOneKind(set.bits, ahead[0], limit, zero.bits, zeros);
      assertStrictEquals(pages, expected.length);
      assertEquals(ahead.filter((page) => page < to), expected);
    }),
  );
});
