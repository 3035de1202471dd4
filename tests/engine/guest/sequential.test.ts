import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { add } from "../../../lib/bitmap/page.ts";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { pagesOf } from "../../../lib/bitmap/next-set.ts";
import {
  addSequentialWrites,
  createWriter,
  pageOfWriter,
  pagesOfWriter,
  pagesToNext,
  pagesWrittenBy,
  type SequentialWriter,
} from "../../../lib/engine/guest/sequential.ts";

const MEMORY = 200;

/** A writer over up to four extents, in any order. */
const writers: fc.Arbitrary<SequentialWriter> = fc.record({
  extents: fc.uniqueArray(fc.record({ from: fc.nat({ max: 3 }), to: fc.integer({ min: 5, max: 40 }) }), {
    minLength: 1,
    maxLength: 4,
    selector: ({ from, to }) => `${from} ${to}`,
  }),
  pagesPerSecond: fc.double({ min: 0.01, max: 1000, noNaN: true }),
  start: fc.double({ min: 0, max: 0.999, noNaN: true }),
  backwards: fc.boolean(),
}).map(({ extents, pagesPerSecond, start, backwards }) => {
  const apart = extents.map(({ from, to }, i) => ({ from: 50 * i + from, to: 50 * i + to }));
  const pages = apart.reduce((sum, { from, to }) => sum + to - from, 0);
  return createWriter(backwards ? apart.reverse() : apart, pagesPerSecond, Math.floor(start * pages));
});

function written(writer: SequentialWriter, t0: number, t1: number, fromPage = 0, toPage = MEMORY): number[] {
  const out = createBitmap(MEMORY);
  addSequentialWrites(out, fromPage, toPage, writer, t0, t1);
  return [...pagesOf(out)];
}

/** Page after page, the `before`-th to the `upTo`-th write. */
function model({ extents, start }: SequentialWriter, before: number, upTo: number): number[] {
  const all = extents.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  const pages = new Set<number>();
  for (let k = before; k < upTo; k++) pages.add(all[(start + k) % all.length]);
  return [...pages].sort((a, b) => a - b);
}

Deno.test("addSequentialWrites adds the pages written in (t0, t1], wrapping at the end of the last extent", () => {
  const time = fc.double({ min: 0, max: 3, noNaN: true });
  fc.assert(
    fc.property(writers, time, time, (writer, a, b) => {
      const [t0, t1] = [Math.min(a, b), Math.max(a, b)];
      assertEquals(written(writer, t0, t1), model(writer, pagesWrittenBy(writer, t0), pagesWrittenBy(writer, t1)));
    }),
    { numRuns: 500 },
  );
});

Deno.test("consecutive intervals of a writer miss no page and repeat none within one pass over the range", () => {
  const gaps = fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(writers, gaps, (writer, gaps) => {
    const pages = pagesOfWriter(writer);
    let t = 0;
    const seen: number[] = [];
    for (const gap of gaps) {
      const part = written(writer, t, t + gap);
      t += gap;
      if (pagesWrittenBy(writer, t) > pages) break;
      seen.push(...part);
    }
    assertStrictEquals(new Set(seen).size, seen.length);
    assertEquals(seen.sort((a, b) => a - b), model(writer, 0, seen.length));
    const whole = written(writer, 0, t);
    assertEquals(whole, model(writer, 0, pagesWrittenBy(writer, t)));
  }));
});

Deno.test("addSequentialWrites adds pages of the given range only", () => {
  const page = fc.nat({ max: MEMORY });
  fc.assert(fc.property(writers, page, page, fc.double({ min: 0, max: 2, noNaN: true }), (writer, from, to, t1) => {
    const within = written(writer, 0.5, 0.5 + t1).filter((page) => page >= from && page < to);
    assertEquals(written(writer, 0.5, 0.5 + t1, from, to), within);
  }));
});

Deno.test("a writer writes page k at time (k + 1) / pagesPerSecond", () => {
  const writer = createWriter([{ from: 10, to: 14 }], 4, 2);
  assertEquals(written(writer, 0, 0.24), []);
  assertEquals(written(writer, 0, 0.25), [12]);
  assertEquals(written(writer, 0.25, 0.75), [10, 13]);
  assertEquals(written(writer, 0.75, 1), [11]);
  assertEquals(written(writer, 0, 1), [10, 11, 12, 13]);
  assertEquals(written(writer, 0.5, 0.5), []);
  assertStrictEquals(pagesWrittenBy(writer, 2.6), 10);
});

Deno.test("pagesToNext finds the page of a set that the writer reaches first, through extents and past the end", () => {
  const set = fc.uniqueArray(fc.nat({ max: MEMORY - 1 }), { maxLength: 5 });
  fc.assert(fc.property(writers, set, (writer, pages) => {
    const bits = createBitmap(MEMORY);
    for (const page of pages) add(bits, page);
    const count = pagesOfWriter(writer);
    for (let index = 0; index < count; index++) {
      let expected = 0;
      while (expected < count && !pages.includes(pageOfWriter(writer, (index + expected) % count))) expected++;
      assertStrictEquals(pagesToNext(writer, bits, index), expected === count ? -1 : expected);
    }
  }));
});

Deno.test("a writer that has written more than 2^53 pages still writes", () => {
  const writer = createWriter([{ from: 0, to: 150 }], 1e15, 0);
  const t0 = 20_000;
  // The next moment that a number can name: 3.6e-12 s later, 3638 pages.
  assertStrictEquals(written(writer, t0, t0 + 4e-12).length, 150);
  assertEquals(written({ ...writer, pagesPerSecond: 1e13 }, t0 * 1e3, t0 * 1e3 + 1e-8).length, 150);
});
