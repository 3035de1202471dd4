import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { clearRange, createBitmap } from "../../../lib/bitmap.ts";
import { InFlight } from "../../../lib/engine/post-copy/in-flight.ts";
import { listed } from "../../bitmap/model.ts";

const pagesOf = (word: number, mask: number) => listed(Uint32Array.of(mask)).map((bit) => word * 32 + bit);

/** Pages in flight whose receiver removes them from the absent pages. All pages are absent at first. */
function stream(words: number) {
  const absent = createBitmap(words * 32).fill(0xffffffff);
  const inFlight = new InFlight(absent);
  const arrivedBy = (seconds: number): number[] => {
    const pages: number[] = [];
    inFlight.deliverUntil(seconds, {
      receiveWord(word, mask) {
        pages.push(...pagesOf(word, mask));
        absent[word] &= ~mask;
      },
      receiveRange(from, to, count) {
        const received = listed(absent).filter((page) => page >= from && page < to);
        assertStrictEquals(received.length, count);
        pages.push(...received);
        clearRange(absent, from, to);
      },
    });
    return pages;
  };
  return { absent, inFlight, arrivedBy };
}

/** Some pages of a word, all of them, or none. */
const masks = fc.oneof(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.constantFrom(-1, 0));

/** Consecutive stretches: some pages of a word or several whole words, a pause before the first page, and a step. */
const stretches = fc.array(
  fc.record({
    masks: fc.array(masks, { minLength: 1, maxLength: 4 }).filter((masks) => masks[0] !== 0),
    pause: fc.nat({ max: 5 }),
    step: fc.nat({ max: 3 }),
  }),
  { maxLength: 20 },
);

Deno.test("pages arrive one by one, in order, each at the time that arrivalOf returned before", () => {
  fc.assert(fc.property(stretches, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }), (stretches, waits) => {
    const { absent, inFlight, arrivedBy } = stream(100);
    let waiting: { page: number; seconds: number }[] = [];
    let seconds = 0;
    let word = 0;
    for (const { masks, pause, step } of stretches) {
      const words = masks.length;
      const first = seconds + pause;
      for (let i = 0; i < words; i++) absent[word + i] = masks[i];
      const pages = Array.from({ length: words }, (_, i) => pagesOf(word + i, absent[word + i])).flat();
      pages.forEach((page, i) => waiting.push({ page, seconds: first + i * step }));
      if (words === 1) inFlight.addWord(word, masks[0], first, first + (pages.length - 1) * step);
      // From the first page of the stretch, at any position in its word, to the last.
      else {inFlight.addRange(
          pages[0],
          pages[pages.length - 1] + 1,
          pages.length,
          first,
          first + (pages.length - 1) * step,
        );}
      seconds = first + (pages.length - 1) * step;
      word += words;
    }
    let now = -1;
    for (const wait of [...waits, 1e6]) {
      now += wait;
      assertEquals(arrivedBy(now), waiting.filter((one) => one.seconds <= now).map(({ page }) => page));
      waiting = waiting.filter((one) => one.seconds > now);
      for (const { page, seconds } of waiting) assertStrictEquals(inFlight.arrivalOf(page), seconds);
    }
    assertStrictEquals(inFlight.size, 0);
  }));
});

Deno.test("arrivalOf is undefined for a page that is not in flight", () => {
  const { inFlight } = stream(4);
  inFlight.addWord(3, 0b101, 7, 8);
  assertEquals([96, 97, 98, 99, 0].map((page) => inFlight.arrivalOf(page)), [
    7,
    undefined,
    8,
    undefined,
    undefined,
  ]);
});

Deno.test("the ring keeps its order when it grows, at any position of its head", () => {
  const { inFlight, arrivedBy } = stream(5000);
  for (let i = 0; i < 700; i++) inFlight.addWord(i, 1, i, i);
  assertStrictEquals(arrivedBy(599).length, 600);
  for (let i = 700; i < 5000; i++) inFlight.addWord(i, 1, i, i);
  assertStrictEquals(inFlight.size, 4400);
  assertEquals(arrivedBy(1e9), Array.from({ length: 4400 }, (_, i) => (i + 600) * 32));
});

Deno.test("a page due at first + k * step arrives at that time despite rounding", () => {
  for (let i = 1; i < 200; i++) {
    const [first, step] = [100 / i, 1e-5 / i];
    const { inFlight, arrivedBy } = stream(1);
    const last = first + 31 * step;
    inFlight.addWord(0, -1, first, last);
    assertStrictEquals(arrivedBy(first + 30.5 * step).length, 31);
    assertEquals(arrivedBy(last), [31]);
  }
});
