import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { fillRange } from "../../../lib/bitmap/fill-range.ts";
import { beginRun } from "../../../lib/engine/run/run.ts";
import { createSender } from "../../../lib/engine/qemu/sender.ts";
import { takeStretch } from "../../../lib/engine/qemu/take-stretch.ts";
import { type CreateBitmap, withArena } from "../../../lib/bitmap/wasm/arena.ts";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { has } from "../../../lib/bitmap/has.ts";
import { remove } from "../../../lib/bitmap/remove.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import { listed } from "../../bitmap/model.ts";
import { plain } from "../qemu-scenarios.ts";

const PAGES = 2000;

Deno.test("takeStretch takes the next pages of one kind, with the kernel, without it, and under an observer", () => {
  const page = fc.nat({ max: PAGES - 1 });
  const holes = fc.array(fc.tuple(page, fc.nat({ max: 200 })), { maxLength: 8 });
  fc.assert(fc.property(holes, page, fc.integer({ min: 1, max: 2500 }), fc.boolean(), (holes, at, limit, zeroPages) => {
    const scenario = parseScenario(plain("pre-copy", { pages: PAGES, zeroPages: zeroPages ? 700 : 0 }));
    const take = (create: CreateBitmap, watched: boolean) => {
      const sent: number[] = [];
      const observer = {
        sent: (word: number, mask: number) => sent.push(...listed(Uint32Array.of(mask)).map((bit) => word * 32 + bit)),
      };
      const run = beginRun(scenario, watched ? observer : {}, create);
      const sender = createSender(run);
      for (const [from, pages] of holes) fillRange(sender.toSend, from, from + pages);
      for (const [from, pages] of holes) for (let i = from; i < from + pages; i += 2) remove(sender.toSend, i);
      const before = listed(sender.toSend);
      const ahead = before.filter((page) => page >= at);
      if (ahead.length === 0) return null;
      sender.cursor = ahead[0];
      const isZero = (page: number) => run.zero !== null && has(run.zero, page);
      const zeroes = isZero(ahead[0]);
      const alike = ahead.findIndex((page) => isZero(page) !== zeroes);
      const expected = ahead.slice(0, Math.min(limit, alike < 0 ? ahead.length : alike));
      const count = takeStretch(run, sender, limit, zeroes, watched ? () => 0 : null);
      assertStrictEquals(count, expected.length);
      const left = listed(sender.toSend);
      assertEquals(left, before.filter((page) => !expected.includes(page)));
      if (watched) assertEquals(sent, expected);
      return { left, cursor: sender.cursor };
    };
    const scalar = take(createBitmap, false);
    assertEquals(withArena(PAGES, 4, createBitmap, (create) => take(create, false)), scalar);
    assertEquals(take(createBitmap, true), scalar);
    if (scalar === null) return;
    // Nothing that waits has been passed by.
    assert(scalar.left.every((page) => page < at || page >= scalar.cursor || scalar.cursor === 0));
  }));
});

Deno.test("the cursor stops behind the last page taken, however far it is to the next", () => {
  const pages = [3, 40, 130, 700, 701, 1500];
  for (let limit = 1; limit <= pages.length; limit++) {
    const after = (create: CreateBitmap) => {
      const run = beginRun(parseScenario(plain("pre-copy", { pages: PAGES })), {}, create);
      const sender = createSender(run);
      sender.toSend.fill(0);
      for (const page of pages) fillRange(sender.toSend, page, page + 1);
      takeStretch(run, sender, limit, false, null);
      return sender.cursor;
    };
    assertStrictEquals(after(createBitmap), pages[limit - 1] + 1);
    assertStrictEquals(withArena(PAGES, 4, createBitmap, after), pages[limit - 1] + 1);
  }
});
