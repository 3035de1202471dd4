import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { add, has, remove } from "../../../lib/bitmap/page.ts";
import { clearRange } from "../../../lib/bitmap/range.ts";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { AbsentTouches } from "../../../lib/engine/post-copy/touches.ts";
import { Random } from "../../../lib/random/random.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { Workload } from "../../../lib/scenario/types.ts";
import { createGuest, type Guest } from "../../../lib/engine/guest/guest.ts";
import {
  createWriter,
  pageOfWriter,
  pagesOfWriter,
  type SequentialWriter,
} from "../../../lib/engine/guest/sequential.ts";
import { assertBinomial } from "../../random/statistics.ts";
import { upTo } from "../scenarios.ts";

const PAGES = 333;
const { vm: VM } = parseScenario({ vm: { memoryBytes: PAGES * 4096 } });

const guestOf = (...workload: Workload[]) => createGuest(VM, workload, new Random("guest"));

const range = fc.tuple(fc.nat({ max: 300 }), fc.integer({ min: 1, max: 33 }), fc.constantFrom(1, 10, 1000));
const guests: fc.Arbitrary<Guest> = fc.array(range, { maxLength: 5 }).map((ranges) =>
  guestOf(...ranges.map(([firstPage, pages, writesPerSecond]): Workload => {
    return { kind: "uniform", firstPage, pages: Math.min(pages, PAGES - firstPage), writesPerSecond };
  }))
);
const pageSets = fc.oneof(
  fc.uniqueArray(fc.nat({ max: PAGES - 1 }), { maxLength: 20 }),
  fc.array(fc.boolean(), { minLength: PAGES, maxLength: PAGES }).map((flags) => upTo(PAGES).filter((i) => flags[i])),
);

function bitmapOf(pages: Iterable<number>): Uint32Array {
  const bits = createBitmap(PAGES);
  for (const page of pages) add(bits, page);
  return bits;
}

function touchRate({ profile: { edges, touches } }: Guest, page: number): number {
  return touches.find((_, i) => page >= edges[i] && page < edges[i + 1]) ?? 0;
}

Deno.test("perSecond is the sum of the touch rates of the pages that are still absent", () => {
  fc.assert(fc.property(guests, pageSets, pageSets, (guest, pages, arriving) => {
    const absent = bitmapOf(pages);
    const touches = new AbsentTouches(guest, absent);
    const left = new Set(pages);
    const check = () => {
      const expected = [...left].reduce((sum, page) => sum + touchRate(guest, page), 0);
      assert(Math.abs(touches.perSecond - expected) < 1e-6, `${touches.perSecond}, expected ${expected}`);
    };
    check();
    // Groups of pages of one word at a time, with the words in any order.
    for (const word of new Set(arriving.map((page) => Math.floor(page / 32)))) {
      const group = arriving.filter((page) => Math.floor(page / 32) === word && left.has(page));
      const mask = group.reduce((mask, page) => mask | 1 << (page & 31), 0);
      absent[word] &= ~mask;
      touches.arrived(word, mask);
      for (const page of group) left.delete(page);
      check();
    }
  }));
});

Deno.test("pages that arrive in stretches give the same counts as pages that arrive one by one", () => {
  const pages = fc.tuple(fc.nat({ max: PAGES - 1 }), fc.integer({ min: 1, max: PAGES }));
  fc.assert(fc.property(guests, pageSets, fc.array(pages, { maxLength: 4 }), (guest, pages, stretches) => {
    const [absent, oneByOne] = [bitmapOf(pages), bitmapOf(pages)];
    const [touches, expected] = [new AbsentTouches(guest, absent), new AbsentTouches(guest, oneByOne)];
    const left = new Set(pages);
    for (const [from, length] of stretches) {
      const to = Math.min(PAGES, from + length);
      const arriving = [...left].filter((page) => page >= from && page < to);
      touches.arrivedRange(from, to, arriving.length);
      clearRange(absent, from, to);
      for (const page of arriving) {
        expected.arrived(Math.floor(page / 32), 1 << (page & 31));
        remove(oneByOne, page);
        left.delete(page);
      }
      assertStrictEquals(touches.perSecond, expected.perSecond);
      const sum = [...left].reduce((sum, page) => sum + touchRate(guest, page), 0);
      assert(Math.abs(touches.perSecond - sum) < 1e-6, `${touches.perSecond}, expected ${sum}`);
      const [one, other] = [new Random("same"), new Random("same")];
      for (let i = 0; i < 5; i++) {
        const page = touches.draw(one);
        assertStrictEquals(page, expected.draw(other));
        assert(sum === 0 ? page === -1 : left.has(page));
      }
    }
  }));
});

Deno.test("draw returns only absent pages, in proportion to their touch rates, whether many or few of a segment are absent", () => {
  const guest = guestOf(
    { kind: "uniform", firstPage: 10, pages: 300, writesPerSecond: 300 },
    { kind: "uniform", firstPage: 200, pages: 20, writesPerSecond: 200 },
  );
  for (const pages of [upTo(PAGES), [5, 11, 12, 199, 200, 210, 219, 220, 320], [210, 300]]) {
    const absent = bitmapOf(pages);
    const touches = new AbsentTouches(guest, absent);
    const random = new Random(`draw ${pages.length}`);
    const draws = 20_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const page = touches.draw(random);
      assert(has(absent, page));
      counts.set(page, (counts.get(page) ?? 0) + 1);
    }
    const total = pages.reduce((sum, page) => sum + touchRate(guest, page), 0);
    for (const page of pages) {
      assertBinomial(counts.get(page) ?? 0, draws, touchRate(guest, page) / total, `page ${page} of ${pages.length}`);
    }
  }
});

Deno.test("draw finds the few absent pages of a large memory with equal probability", () => {
  const pages = 20_000;
  const { vm } = parseScenario({ vm: { memoryBytes: pages * 4096 } });
  const workload: Workload = { kind: "uniform", firstPage: 1000, pages: 18_500, writesPerSecond: 1 };
  const guest = createGuest(vm, [workload], new Random("guest"));
  // Pages just outside the range, its first and last page, and pages at the edges of words and blocks.
  const list = [999, 1000, 1001, 4095, 4096, 4097, 8000, 12_287, 12_288, 16_383, 19_499, 19_500];
  const absent = createBitmap(pages);
  for (const page of list) add(absent, page);
  const touches = new AbsentTouches(guest, absent);
  const random = new Random("few");
  let left = list.slice(1, -1);
  for (const arriving of [[], [4095, 12_288], [1000, 8000, 19_499]]) {
    for (const page of arriving) {
      absent[Math.floor(page / 32)] &= ~(1 << (page & 31));
      touches.arrived(Math.floor(page / 32), 1 << (page & 31));
    }
    left = left.filter((page) => !arriving.includes(page));
    const draws = 5000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const page = touches.draw(random);
      counts.set(page, (counts.get(page) ?? 0) + 1);
    }
    assertEquals([...counts.keys()].sort((a, b) => a - b), left);
    for (const page of left) assertBinomial(counts.get(page)!, draws, 1 / left.length, `page ${page}`);
  }
});

Deno.test("draw returns -1 if no absent page is touched", () => {
  const guest = guestOf({ kind: "uniform", firstPage: 10, pages: 20, writesPerSecond: 300 });
  const touches = new AbsentTouches(guest, bitmapOf([5, 100]));
  assertStrictEquals(touches.perSecond, 0);
  assertStrictEquals(touches.draw(new Random("x")), -1);
  assertStrictEquals(new AbsentTouches(guestOf(), bitmapOf(upTo(PAGES))).draw(new Random("x")), -1);
});

Deno.test("nextAbsent returns the next absent page that the writer reaches and its time, also past the end of the range", () => {
  const writers = fc.tuple(fc.nat({ max: 250 }), fc.integer({ min: 1, max: 83 })).chain(([from, pages]) =>
    fc.record({
      extents: fc.constantFrom([{ from, to: from + pages }], [{ from: 10, to: 12 }, { from: 0, to: 3 }]),
      pagesPerSecond: fc.constantFrom(1, 8, 1000),
      start: fc.nat({ max: pages - 1 }),
    }).map(({ extents, pagesPerSecond, start }) =>
      createWriter(extents, pagesPerSecond, extents.length > 1 ? start % 5 : start)
    )
  );
  fc.assert(fc.property(writers, pageSets, fc.nat({ max: 500 }), (writer: SequentialWriter, pages, done) => {
    const touches = new AbsentTouches(guestOf(), bitmapOf(pages));
    const next = touches.nextAbsent(writer, done / writer.pagesPerSecond);
    const length = pagesOfWriter(writer);
    const ahead = upTo(length).find((k) => pages.includes(pageOfWriter(writer, (writer.start + done + k) % length)));
    if (ahead === undefined) assertStrictEquals(next, undefined);
    else {
      assertStrictEquals(next!.page, pageOfWriter(writer, (writer.start + done + ahead) % length));
      assert(Math.abs(next!.seconds - (done + ahead + 1) / writer.pagesPerSecond) < 1e-12);
    }
  }));
});

Deno.test("a writer that has reached a page does not reach it again because of rounding", () => {
  const touches = new AbsentTouches(guestOf(), bitmapOf(upTo(PAGES)));
  for (const pagesPerSecond of [3, 7, 3000, 1e6 / 3, 0.1]) {
    const writer = createWriter([{ from: 0, to: PAGES }], pagesPerSecond, 0);
    let seconds = 0;
    for (let k = 0; k < 1000; k++) {
      const next = touches.nextAbsent(writer, seconds)!;
      assertStrictEquals(next.page, k % PAGES);
      seconds = next.seconds;
    }
  }
});

Deno.test("a writer at rate 0 never reaches a page", () => {
  const writer = createWriter([{ from: 0, to: PAGES }], 0, 7);
  assertStrictEquals(new AbsentTouches(guestOf(), bitmapOf([9])).nextAbsent(writer, 3)!.seconds, Infinity);
});
