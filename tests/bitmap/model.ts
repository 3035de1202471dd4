import fc from "fast-check";
import { add } from "../../lib/bitmap/page.ts";
import { createBitmap } from "../../lib/bitmap/create.ts";

/** A set of pages in two forms: the bitmap under test, and the plain set of numbers that it must equal. */
export interface Pair {
  pages: number;
  bits: Uint32Array<ArrayBuffer>;
  model: Set<number>;
}

/** Sizes around and between whole words. In most of them the last word is not full. */
export const sizes: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(1, 31, 32, 33, 63, 64, 65, 127, 128, 129),
  fc.integer({ min: 1, max: 400 }),
);

/** Some set over `pages` pages: empty, full, single pages or runs. */
export function setOver(pages: number): fc.Arbitrary<Pair> {
  const page = fc.nat({ max: pages - 1 });
  const members = fc.oneof(
    fc.constant<number[]>([]),
    fc.constant(Array.from({ length: pages }, (_, i) => i)),
    fc.array(page, { maxLength: pages }),
    fc.tuple(page, page).map(([a, b]) => Array.from({ length: Math.max(0, b - a) }, (_, i) => a + i)),
  );
  return members.map((list) => {
    const bits = createBitmap(pages);
    for (const page of list) add(bits, page);
    return { pages, bits, model: new Set(list) };
  });
}

/** A set over any number of pages. */
export const anySet: fc.Arbitrary<Pair> = sizes.chain(setOver);

/** Two sets over the same pages. */
export const twoSets: fc.Arbitrary<[Pair, Pair]> = sizes.chain((pages) => fc.tuple(setOver(pages), setOver(pages)));

/** A set, and a range that may be empty, reversed, or outside the set at either end. */
export const setAndRange: fc.Arbitrary<[Pair, number, number]> = anySet.chain((pair) => {
  const edge = fc.integer({ min: -40, max: pair.pages + 80 });
  return fc.tuple(fc.constant(pair), edge, edge);
});

/** The pages of a model in ascending order. */
export function sorted(model: Iterable<number>): number[] {
  return [...model].sort((a, b) => a - b);
}

/** The pages of a bitmap in ascending order, read bit by bit without the functions under test. */
export function listed(bits: Uint32Array): number[] {
  const pages: number[] = [];
  bits.forEach((word, i) => {
    for (let bit = 0; bit < 32; bit++) if (((word >>> bit) & 1) === 1) pages.push(i * 32 + bit);
  });
  return pages;
}

/** The number of pages in the words of a bitmap of this size. */
export function capacity(bits: Uint32Array): number {
  return bits.length * 32;
}
