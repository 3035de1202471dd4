import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { pagesOf } from "../../../lib/bitmap/pages-of.ts";
import { addSwept, pagesSwept, type Sweep } from "../../../lib/engine/guest/sequential.ts";

const MEMORY = 200;

const sweeps: fc.Arbitrary<Sweep> = fc.tuple(fc.nat({ max: 150 }), fc.integer({ min: 1, max: 50 })).chain((
  [from, pages],
) =>
  fc.record({
    from: fc.constant(from),
    to: fc.constant(from + pages),
    pagesPerSecond: fc.double({ min: 0.01, max: 1000, noNaN: true }),
    start: fc.nat({ max: pages - 1 }),
  })
);

function swept(sweep: Sweep, t0: number, t1: number, fromPage = 0, toPage = MEMORY): number[] {
  const out = createBitmap(MEMORY);
  addSwept(out, fromPage, toPage, sweep, t0, t1);
  return [...pagesOf(out)];
}

/** Page after page, the `before`-th to the `upTo`-th write. */
function model({ from, to, start }: Sweep, before: number, upTo: number): number[] {
  const pages = new Set<number>();
  for (let k = before; k < upTo; k++) pages.add(from + (start + k) % (to - from));
  return [...pages].sort((a, b) => a - b);
}

Deno.test("addSwept is the pages that the cursor passes in (t0, t1], wrapping at the end of the range", () => {
  const time = fc.double({ min: 0, max: 3, noNaN: true });
  fc.assert(
    fc.property(sweeps, time, time, (sweep, a, b) => {
      const [t0, t1] = [Math.min(a, b), Math.max(a, b)];
      assertEquals(swept(sweep, t0, t1), model(sweep, pagesSwept(sweep, t0), pagesSwept(sweep, t1)));
    }),
    { numRuns: 500 },
  );
});

Deno.test("consecutive intervals of a sweep never miss a page, and repeat none before the range is through", () => {
  const gaps = fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(sweeps, gaps, (sweep, gaps) => {
    const pages = sweep.to - sweep.from;
    let t = 0;
    const seen: number[] = [];
    for (const gap of gaps) {
      const part = swept(sweep, t, t + gap);
      t += gap;
      if (pagesSwept(sweep, t) > pages) break;
      seen.push(...part);
    }
    assertStrictEquals(new Set(seen).size, seen.length);
    assertEquals(seen.sort((a, b) => a - b), model(sweep, 0, seen.length));
    const whole = swept(sweep, 0, t);
    assertEquals(whole, model(sweep, 0, pagesSwept(sweep, t)));
  }));
});

Deno.test("addSwept answers for the pages asked about alone", () => {
  const page = fc.nat({ max: MEMORY });
  fc.assert(fc.property(sweeps, page, page, fc.double({ min: 0, max: 2, noNaN: true }), (sweep, from, to, t1) => {
    const within = swept(sweep, 0.5, 0.5 + t1).filter((page) => page >= from && page < to);
    assertEquals(swept(sweep, 0.5, 0.5 + t1, from, to), within);
  }));
});

Deno.test("a sweep writes its first page one page's time after 0, and one page per such time", () => {
  const sweep: Sweep = { from: 10, to: 14, pagesPerSecond: 4, start: 2 };
  assertEquals(swept(sweep, 0, 0.24), []);
  assertEquals(swept(sweep, 0, 0.25), [12]);
  assertEquals(swept(sweep, 0.25, 0.75), [10, 13]);
  assertEquals(swept(sweep, 0.75, 1), [11]);
  assertEquals(swept(sweep, 0, 1), [10, 11, 12, 13]);
  assertEquals(swept(sweep, 0.5, 0.5), []);
  assertStrictEquals(pagesSwept(sweep, 2.6), 10);
});
