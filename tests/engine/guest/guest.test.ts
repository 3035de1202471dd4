import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { pagesOf } from "../../../lib/bitmap/next-set.ts";
import { Random } from "../../../lib/random/random.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { Workload } from "../../../lib/scenario/types.ts";
import { addWrites, createGuest } from "../../../lib/engine/guest/guest.ts";
import { assertMean, assertSameDistribution, MAX_Z, variance, zScore } from "../../random/statistics.ts";
import { dirtied, everyWrite } from "./per-write.ts";

/** 333 pages: the last word holds 13. The last 20 are zero pages, which a workload does not write by default. */
const { vm: VM } = parseScenario({ vm: { memoryBytes: 333 * 4096, zeroPages: 20 } });
const WORDS = 11;

const WORKLOADS: Record<string, Workload[]> = {
  "uniform": [{ kind: "uniform", writesPerSecond: 200 }],
  "uniform over pages in the middle of words": [
    { kind: "uniform", firstPage: 45, pages: 70, writesPerSecond: 90 },
  ],
  "hot-cold": [{ kind: "hot-cold", writesPerSecond: 300, hotFraction: 0.1, hotShare: 0.8 }],
  "power law": [{ kind: "power-law", writesPerSecond: 300, exponent: 1 }],
  "steep power law": [{ kind: "power-law", firstPage: 7, writesPerSecond: 500, exponent: 1.7 }],
  "sequential from a drawn page": [{ kind: "sequential", writesPerSecond: 150 }],
  "mixture over overlapping ranges": [
    { kind: "uniform", writesPerSecond: 50 },
    { kind: "uniform", firstPage: 100, pages: 60, writesPerSecond: 120 },
    { kind: "hot-cold", firstPage: 130, pages: 190, writesPerSecond: 80, hotFraction: 0.2, hotShare: 0.5 },
    { kind: "power-law", firstPage: 320, pages: 13, writesPerSecond: 20, exponent: 0.6 },
    { kind: "sequential", firstPage: 60, pages: 100, writesPerSecond: 40 },
  ],
};

/** The intervals: (T0, T1] as a whole, and in two parts whose words are drawn in pieces and out of order. */
const [T0, MIDDLE, T1] = [0.3, 0.7, 1.3];
const REPLICATES = 800;

/** The result of one replicate: the pages dirtied in (T0, T1], and how many in the first part and in both parts. */
interface Sample {
  whole: Set<number>;
  first: number;
  both: number;
}

function slowSample(workload: Workload[], random: Random): Sample {
  const writes = everyWrite(VM, workload, T1, random);
  const first = dirtied(writes, T0, MIDDLE);
  const second = dirtied(writes, MIDDLE, T1);
  return { whole: dirtied(writes, T0, T1), first: first.size, both: first.intersection(second).size };
}

function lazySample(workload: Workload[], random: Random, inParts: boolean): Sample {
  const guest = createGuest(VM, workload, random);
  const ask = (t0: number, t1: number, cuts: number[]) => {
    const out = createBitmap(333);
    for (let i = cuts.length - 1; i > 0; i--) addWrites(guest, out, cuts[i - 1], cuts[i], t0, t1, random);
    return new Set(pagesOf(out));
  };
  if (!inParts) return { whole: ask(T0, T1, [0, WORDS]), first: NaN, both: NaN };
  const first = ask(T0, MIDDLE, [0, 3, 4, WORDS]);
  const second = ask(MIDDLE, T1, [0, 1, 9, WORDS]);
  return { whole: first.union(second), first: first.size, both: first.intersection(second).size };
}

function samples(draw: (random: Random) => Sample, text: string): Sample[] {
  const random = new Random(text);
  return Array.from({ length: REPLICATES }, () => draw(random));
}

/** For each page, the number of replicates that dirtied it. */
function countsByPage(sample: readonly Sample[]): number[] {
  const counts = new Array(333).fill(0);
  for (const { whole } of sample) for (const page of whole) counts[page]++;
  return counts;
}

function assertSameProbabilities(a: readonly Sample[], b: readonly Sample[], independent: boolean, what: string): void {
  let chiSquare = 0;
  let freedom = 0;
  const [x, y] = [countsByPage(a), countsByPage(b)];
  x.forEach((count, page) => {
    const p = (count + y[page]) / (a.length + b.length);
    if (p === 0 || p === 1) return;
    const z = zScore(count, y[page], p * (1 - p) * (a.length + b.length));
    assert(Math.abs(z) <= MAX_Z, `${what}: page ${page} dirtied ${count} and ${y[page]} times, z = ${z}`);
    chiSquare += z ** 2;
    freedom++;
  });
  const z = zScore(chiSquare, freedom, 2 * freedom);
  assert(!independent || z <= MAX_Z, `${what}: chi-square ${chiSquare} at ${freedom} degrees of freedom`);
}

for (const [name, workload] of Object.entries(WORKLOADS)) {
  // The pages of a random cursor move together: each has the same probability, but they are not independent.
  const independent = workload.every((part) => part.kind !== "sequential");

  Deno.test(`${name}: sampling is equivalent to simulating single writes`, () => {
    const slow = samples((random) => slowSample(workload, random), `slow ${name}`);
    const whole = samples((random) => lazySample(workload, random, false), `whole ${name}`);
    assertSameProbabilities(slow, whole, independent, name);
    const sizes = (sample: Sample[]) => sample.map(({ whole }) => whole.size);
    assertSameDistribution(sizes(slow), sizes(whole), `${name}: distinct pages`);
    const [a, b] = [variance(sizes(slow)), variance(sizes(whole))];
    assert(a === b || Math.abs(a / b - 1) < 0.25, `${name}: variances of distinct pages ${a} and ${b}`);
  });

  Deno.test(`${name}: sampling in parts of time and memory is equivalent to sampling once`, () => {
    const slow = samples((random) => slowSample(workload, random), `slow again ${name}`);
    const parts = samples((random) => lazySample(workload, random, true), `parts ${name}`);
    assertSameProbabilities(slow, parts, independent, name);
    for (const figure of ["first", "both"] as const) {
      const of = (sample: Sample[]) => sample.map((one) => one[figure]);
      assertSameDistribution(of(slow), of(parts), `${name}: pages in ${figure}`);
    }
    const sizes = (sample: Sample[]) => sample.map(({ whole }) => whole.size);
    assertSameDistribution(sizes(slow), sizes(parts), `${name}: distinct pages`);
  });
}

Deno.test("uniform writes dirty N (1 - exp(-rate t / N)) pages", () => {
  const random = new Random("expected");
  const guest = createGuest({ ...VM, zeroPages: 0 }, [{ kind: "uniform", writesPerSecond: 333 }], random);
  const sizes = Array.from({ length: 4000 }, () => {
    const out = createBitmap(333);
    addWrites(guest, out, 0, WORDS, 5, 6.5, random);
    return [...pagesOf(out)].length;
  });
  assertMean(sizes, 333 * (1 - Math.exp(-1.5)), "distinct pages");
});

Deno.test("a sequential writer with a start page dirties exactly the pages that it writes", () => {
  const writer: Workload = { kind: "sequential", firstPage: 50, pages: 130, writesPerSecond: 64, startPage: 100 };
  const random = new Random("unused");
  const guest = createGuest(VM, [writer], random);
  const writes = everyWrite(VM, [writer], 8, random);
  for (let t0 = 0; t0 < 4; t0 += 0.25) {
    for (const length of [0, 0.125, 0.25, 1, 1.75, 2, 2.03125, 3.5]) {
      const out = createBitmap(333);
      addWrites(guest, out, 0, WORDS, t0, t0 + length, random);
      assertEquals(new Set(pagesOf(out)), new Set([...dirtied(writes, t0, t0 + length)].sort((a, b) => a - b)));
    }
  }
});

Deno.test("addWrites adds pages only in the requested words, for every range of the workload", () => {
  const word = fc.nat({ max: WORDS });
  const range = fc.tuple(fc.nat({ max: 332 }), fc.integer({ min: 1, max: 333 }));
  fc.assert(fc.property(fc.array(range, { maxLength: 6 }), word, word, (ranges, fromWord, toWord) => {
    // There are so many writes that every page of every range is written.
    const workload = ranges.map(([firstPage, pages]): Workload => {
      return { kind: "uniform", firstPage, pages: Math.min(pages, 333 - firstPage), writesPerSecond: 1e15 };
    });
    const guest = createGuest(VM, workload, new Random("all"));
    const out = createBitmap(333);
    addWrites(guest, out, fromWord, toWord, 2, 3, new Random("all"));
    const expected = Array.from({ length: 333 }, (_, page) => page).filter((page) =>
      page >= fromWord * 32 && page < toWord * 32 &&
      ranges.some(([first, pages]) => page >= first && page < first + pages)
    );
    assertEquals([...pagesOf(out)], expected);
  }));
});

Deno.test("addWrites keeps existing pages, and adds none for an empty time interval", () => {
  const guest = createGuest(VM, [{ kind: "uniform", writesPerSecond: 1e15 }], new Random("x"));
  const out = createBitmap(333);
  out[3] = 5;
  addWrites(guest, out, 0, WORDS, 1, 1, new Random("x"));
  addWrites(guest, out, 0, WORDS, 2, 1, new Random("x"));
  assertEquals([...pagesOf(out)], [96, 98]);
});

Deno.test("a guest without writes or without a workload dirties nothing", () => {
  const silent: Workload[] = [
    { kind: "uniform", writesPerSecond: 0 },
    { kind: "hot-cold", writesPerSecond: 0, hotFraction: 0.1, hotShare: 1 },
    { kind: "power-law", writesPerSecond: 0, exponent: 1 },
    { kind: "sequential", writesPerSecond: 0 },
  ];
  for (const workload of [[], silent]) {
    const guest = createGuest(VM, workload, new Random("x"));
    const out = createBitmap(333);
    addWrites(guest, out, 0, WORDS, 0, 1e6, new Random("x"));
    assertEquals([...pagesOf(out)], []);
  }
});

Deno.test("a workload without pages is ignored, because all memory is zero pages", () => {
  const guest = createGuest({ ...VM, zeroPages: 333 }, [{ kind: "sequential", writesPerSecond: 5 }], new Random("x"));
  assertStrictEquals(guest.writers.length, 0);
  assertStrictEquals(guest.profile.rates.length, 0);
});

Deno.test("a sequential writer without a start page begins at a page drawn from the seed", () => {
  const writer: Workload = { kind: "sequential", writesPerSecond: 5, firstPage: 10, pages: 300 };
  const starts = Array.from({ length: 40 }, (_, i) => createGuest(VM, [writer], new Random(`${i}`)).writers[0].start);
  assert(starts.every((start) => Number.isInteger(start) && start >= 0 && start < 300));
  assert(new Set(starts).size > 30);
  assertStrictEquals(createGuest(VM, [writer], new Random("7")).writers[0].start, starts[7]);
  assertStrictEquals(createGuest(VM, [{ ...writer, startPage: 0 }], new Random("7")).writers[0].start, 0);
});
