import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { clearRange, createBitmap } from "../../../lib/bitmap.ts";
import { InFlight } from "../../../lib/engine/post-copy/in-flight.ts";
import { listed } from "../../bitmap/model.ts";

const pagesOf = (word: number, mask: number) => listed(Uint32Array.of(mask)).map((bit) => word * 32 + bit);

/** A stream of pages that were all absent, as stage three keeps it. */
function stream(words: number) {
  const absent = createBitmap(words * 32).fill(0xffffffff);
  const inFlight = new InFlight(absent);
  const landed = (seconds: number): number[] => {
    const pages: number[] = [];
    inFlight.landUntil(seconds, {
      some(word, mask) {
        pages.push(...pagesOf(word, mask));
        absent[word] &= ~mask;
      },
      all(from, to, count) {
        const landed = listed(absent).filter((page) => page >= from && page < to);
        assertStrictEquals(landed.length, count);
        pages.push(...landed);
        clearRange(absent, from, to);
      },
    });
    return pages;
  };
  return { absent, inFlight, landed };
}

/** Some pages of a word, all of them, or none. */
const masks = fc.oneof(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.constantFrom(-1, 0));

/** Stretches, each behind the one before it: a word of some pages or several words, a pause before its first page, step. */
const stretches = fc.array(
  fc.record({
    masks: fc.array(masks, { minLength: 1, maxLength: 4 }).filter((masks) => masks[0] !== 0),
    pause: fc.nat({ max: 5 }),
    step: fc.nat({ max: 3 }),
  }),
  { maxLength: 20 },
);

Deno.test("pages land one by one, in order, each at its time, and are known until then", () => {
  fc.assert(fc.property(stretches, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }), (stretches, waits) => {
    const { absent, inFlight, landed } = stream(100);
    let waiting: { page: number; seconds: number }[] = [];
    let seconds = 0;
    let word = 0;
    for (const { masks, pause, step } of stretches) {
      const words = masks.length;
      const first = seconds + pause;
      for (let i = 0; i < words; i++) absent[word + i] = masks[i];
      const pages = Array.from({ length: words }, (_, i) => pagesOf(word + i, absent[word + i])).flat();
      pages.forEach((page, i) => waiting.push({ page, seconds: first + i * step }));
      if (words === 1) inFlight.push(word, masks[0], first, step);
      // From the first page of the stretch, wherever in its word, to the last.
      else inFlight.pushStretch(pages[0], pages[pages.length - 1] + 1, pages.length, first, step);
      seconds = first + (pages.length - 1) * step;
      word += words;
    }
    let now = -1;
    for (const wait of [...waits, 1e6]) {
      now += wait;
      assertEquals(landed(now), waiting.filter((one) => one.seconds <= now).map(({ page }) => page));
      waiting = waiting.filter((one) => one.seconds > now);
      for (const { page, seconds } of waiting) assertStrictEquals(inFlight.arrivalOf(page), seconds);
    }
    assertStrictEquals(inFlight.size, 0);
  }));
});

Deno.test("arrivalOf a page that is not under way is undefined", () => {
  const { inFlight } = stream(4);
  inFlight.push(3, 0b101, 7, 1);
  assertEquals([96, 97, 98, 99, 0].map((page) => inFlight.arrivalOf(page)), [
    7,
    undefined,
    8,
    undefined,
    undefined,
  ]);
});

Deno.test("the ring grows, wherever its head is, and keeps the order", () => {
  const { inFlight, landed } = stream(5000);
  for (let i = 0; i < 700; i++) inFlight.push(i, 1, i, 0);
  assertStrictEquals(landed(599).length, 600);
  for (let i = 700; i < 5000; i++) inFlight.push(i, 1, i, 0);
  assertStrictEquals(inFlight.size, 4400);
  assertEquals(landed(1e9), Array.from({ length: 4400 }, (_, i) => (i + 600) * 32));
});

Deno.test("a page due at first + k step lands at that time though the sum be rounded", () => {
  for (let i = 1; i < 200; i++) {
    const [first, step] = [100 / i, 1e-5 / i];
    const { inFlight, landed } = stream(1);
    inFlight.push(0, -1, first, step);
    const last = first + 31 * step;
    assertStrictEquals(landed(first + 30.5 * step).length, 31);
    assertEquals(landed(last), [31]);
  }
});
