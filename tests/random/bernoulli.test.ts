import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { countPages, countRange } from "../../lib/bitmap/count.ts";
import { createBitmap } from "../../lib/bitmap/create.ts";
import { has } from "../../lib/bitmap/page.ts";
import {
  addBernoulli,
  addByComparing,
  addBySkipping,
  addPoisson,
  addWordByWord,
  SKIP_BELOW,
} from "../../lib/random/bernoulli.ts";
import { LANES, Random, stepLanes } from "../../lib/random/random.ts";
import { assertBinomial, MAX_Z, zScore } from "./statistics.ts";

type Form = typeof addBernoulli;

/** Expected events on a page that has at least one with probability p. */
const hazardOf = (p: number) => p < 1 ? -Math.log1p(-p) : 1e9;
const bySkipping: Form = (out, from, to, p, random) => addBySkipping(out, from, to, hazardOf(p), random);
const poisson: Form = (out, from, to, p, random) => addPoisson(out, from, to, hazardOf(p), random);

const FORMS = { addByComparing, addBySkipping: bySkipping, addBernoulli, addPoisson: poisson };
const PROBABILITIES = [1e-6, 1e-3, 0.02, 0.1, 0.37, 0.5, 0.9, 1 - 1e-9, 1];

for (const [name, form] of Object.entries(FORMS)) {
  Deno.test(`${name} adds each page with probability p`, () => {
    for (const p of PROBABILITIES) {
      const pages = p < 1e-4 ? 2 ** 21 : 2 ** 17;
      const out = createBitmap(pages);
      form(out, 0, pages, p, new Random(`${name} ${p}`));
      assertBinomial(countPages(out), pages, p, name);
    }
  });

  Deno.test(`${name} treats all 32 bits of a word and all ${LANES} lanes alike`, () => {
    for (const p of [0.02, 0.37, 0.9]) {
      const words = 2 ** 12;
      const out = createBitmap(words * 32);
      form(out, 0, words * 32, p, new Random(`balance ${name} ${p}`));
      const byBit = new Array(32).fill(0);
      const byLane = new Array(LANES).fill(0);
      for (let page = 0; page < words * 32; page++) {
        if (!has(out, page)) continue;
        byBit[page % 32]++;
        byLane[Math.floor(page / 32) % LANES]++;
      }
      byBit.forEach((count, bit) => assertBinomial(count, words, p, `bit ${bit}`));
      byLane.forEach((count, lane) => assertBinomial(count, words * 32 / LANES, p, `lane ${lane}`));
    }
  });

  Deno.test(`${name} draws neighboring pages, words and groups of lanes independently`, () => {
    for (const p of [0.05, 0.37, 0.5, 0.9]) {
      const pages = 2 ** 17;
      const out = createBitmap(pages);
      form(out, 0, pages, p, new Random(`pairs ${name} ${p}`));
      for (const distance of [1, 2, 16, 31, 32, 33, 64, 96, 128, 160, 4096]) {
        const pairs = pages - distance;
        let both = 0;
        for (let page = 0; page < pairs; page++) if (has(out, page) && has(out, page + distance)) both++;
        // Pairs that share a page are correlated, which adds twice the covariance p^3 - p^4 for each two of them.
        const variance = pairs * (p ** 2 * (1 - p ** 2) + 2 * (p ** 3 - p ** 4));
        const z = zScore(both, pairs * p * p, variance);
        assert(Math.abs(z) <= MAX_Z, `pages ${distance} apart at p = ${p}: z = ${z}`);
      }
    }
  });

  Deno.test(`${name} does not change bits outside its range and clears none inside`, () => {
    const edge = fc.nat({ max: 700 });
    const words = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 22, maxLength: 22 });
    fc.assert(fc.property(edge, edge, fc.constantFrom(0.01, 0.3, 1), words, fc.string(), (a, b, p, words, text) => {
      fc.pre(a !== b);
      const before = Uint32Array.from(words);
      const out = before.slice();
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      form(out, from, to, p, new Random(text));
      for (let page = 0; page < 704; page++) {
        const within = page >= from && page < to;
        if (within && p === 1) assert(has(out, page), `page ${page}`);
        else if (!within || has(before, page)) assertStrictEquals(has(out, page), has(before, page), `page ${page}`);
      }
    }));
  });

  Deno.test(`${name} reaches the first and the last page of a range in the middle of words`, () => {
    const p = 0.25;
    const ranges = [[5, 6], [31, 33], [30, 64], [33, 161], [7, 135]];
    for (const [from, to] of ranges) {
      const random = new Random(`edges ${name} ${from} ${to}`);
      const counts = new Array(to - from).fill(0);
      const draws = 3000;
      for (let i = 0; i < draws; i++) {
        const out = createBitmap(192);
        form(out, from, to, p, random);
        for (let page = from; page < to; page++) if (has(out, page)) counts[page - from]++;
      }
      counts.forEach((count, i) => assertBinomial(count, draws, p, `page ${from + i} of ${from} to ${to - 1}`));
    }
  });
}

Deno.test("addBernoulli adds nothing, and draws nothing, at p = 0, below, NaN, or over an empty range", () => {
  const random = new Random("nothing");
  const before = [...random.lanes];
  const out = createBitmap(256);
  for (const p of [0, -1, NaN]) addBernoulli(out, 0, 256, p, random);
  addBernoulli(out, 64, 64, 0.5, random);
  addBernoulli(out, 65, 64, 0.001, random);
  assertStrictEquals(countPages(out), 0);
  assertEquals([...random.lanes], before);
  assertStrictEquals(random.uint32(), new Random("nothing").uint32());
});

Deno.test("addBernoulli adds every page for p above 1", () => {
  const out = createBitmap(100);
  addBernoulli(out, 10, 90, 1.5, new Random("certain"));
  assertStrictEquals(countPages(out), 80);
});

Deno.test("addBernoulli skips if p is small and compares otherwise", () => {
  const drawn = (form: Form, p: number) => {
    const out = createBitmap(4096);
    form(out, 0, 4096, p, new Random("which"));
    return [...out];
  };
  assertEquals(drawn(addBernoulli, SKIP_BELOW * 0.99), drawn(bySkipping, SKIP_BELOW * 0.99));
  assertEquals(drawn(addBernoulli, SKIP_BELOW), drawn(addByComparing, SKIP_BELOW));
});

/** The 64 binary digits that the lanes draw for each page of one group of words. */
function numbersDrawn(text: string): bigint[] {
  const numbers = new Array<bigint>(LANES * 32).fill(0n);
  const random = new Random(text);
  const drawn = new Int32Array(LANES);
  for (let digit = 0; digit < 64; digit++) {
    stepLanes(random.lanes, drawn);
    for (let page = 0; page < LANES * 32; page++) {
      numbers[page] = numbers[page] * 2n + BigInt((drawn[page >> 5] >>> (page & 31)) & 1);
    }
  }
  return numbers;
}

Deno.test("addByComparing compares all 53 digits of p", () => {
  fc.assert(fc.property(fc.string(), fc.nat({ max: LANES * 32 - 1 }), (text, page) => {
    const below = Number(numbersDrawn(text)[page] >> 11n) * 2 ** -53;
    const added = (p: number) => {
      const out = new Uint32Array(LANES);
      addByComparing(out, 0, LANES * 32, p, new Random(text));
      return has(out, page);
    };
    assertStrictEquals(added(below), false);
    assertStrictEquals(added(below + 2 ** -53), true);
  }));
});

Deno.test("addByComparing adds a page exactly if the 64 binary digits that its lane draws are below those of p", () => {
  const anyP = fc.oneof(
    fc.double({ min: Number.MIN_VALUE, max: 1, maxExcluded: true, noNaN: true }),
    fc.tuple(fc.integer({ min: 1, max: 2 ** 20 - 1 }), fc.constant(2 ** 20)).map(([a, b]) => a / b),
  );
  fc.assert(
    fc.property(anyP, fc.string(), (p, text) => {
      const out = new Uint32Array(LANES);
      addByComparing(out, 0, LANES * 32, p, new Random(text));

      const numbers = numbersDrawn(text);
      const limit = BigInt(Math.floor(p * 2 ** 64));
      numbers.forEach((number, page) => assertStrictEquals(has(out, page), number < limit, `page ${page}`));
    }),
    { numRuns: 300 },
  );
});

Deno.test("addByComparing gives the same bits and state as the scalar loop, for any number of words and chunks", () => {
  const anyP = fc.oneof(
    fc.double({ min: 2 ** -60, max: 1, maxExcluded: true, noNaN: true }),
    fc.constantFrom(0.5, 0.25, 1e-3, 1 - 1e-9, 2 ** -33),
  );
  const words = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(4095, 4096, 4097, 8200));
  fc.assert(fc.property(anyP, fc.nat({ max: 9 }), words, fc.string(), (p, from, words, text) => {
    const fast = new Random(text);
    const scalar = new Random(text);
    const [a, b] = [createBitmap((words + 12) * 32), createBitmap((words + 12) * 32)];
    a.fill(0x10101010);
    b.fill(0x10101010);
    addByComparing(a, from * 32, (from + words) * 32, p, fast);
    const high = Math.floor(p * 2 ** 32);
    const low = Math.floor((p * 2 ** 32 - high) * 2 ** 32);
    addWordByWord(b, from, from + words, high | 0, low | 0, scalar.lanes);
    assertEquals(a, b);
    assertEquals(fast.lanes, scalar.lanes);
  }));
});

Deno.test("addByComparing draws one word per lane and binary digit if p is a short dyadic fraction", () => {
  for (const [p, digits] of [[0.5, 1], [0.75, 2], [0.625, 3], [1 / 32, 5]]) {
    const random = new Random("dyadic");
    const twin = new Random("dyadic");
    const pages = 20 * LANES * 32;
    addByComparing(createBitmap(pages), 0, pages, p, random);
    for (let i = 0; i < 20 * digits; i++) stepLanes(twin.lanes, new Int32Array(LANES));
    assertEquals([...random.lanes], [...twin.lanes]);
  }
});

Deno.test("addBySkipping draws once per page added, over any number of ranges", () => {
  const random = new Random("skip");
  const out = createBitmap(1 << 16);
  for (let page = 0; page < 1 << 16; page += 64) addBySkipping(out, page, page + 64, page % 128 ? 0.01 : 0.001, random);
  const twin = new Random("skip");
  for (let i = 0; i < countPages(out); i++) twin.uniform();
  assertStrictEquals(random.uint32(), twin.uint32());
});

Deno.test("alternating ranges of different density do not affect each other", () => {
  const random = new Random("in turn");
  const probabilities = [1e-3, 0.3, 1e-2, 0.05];
  const counts = probabilities.map(() => 0);
  const [draws, pages] = [4000, 40];
  for (let i = 0; i < draws; i++) {
    const out = createBitmap(pages * probabilities.length);
    probabilities.forEach((p, k) => addBernoulli(out, k * pages, (k + 1) * pages, p, random));
    probabilities.forEach((_, k) => counts[k] += countRange(out, k * pages, (k + 1) * pages));
  }
  counts.forEach((count, k) => assertBinomial(count, draws * pages, probabilities[k], `p = ${probabilities[k]}`));
});
