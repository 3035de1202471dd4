import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { WeightTree } from "../../../lib/engine/post-copy/weight-tree.ts";
import { Random } from "../../../lib/random/random.ts";
import { assertBinomial } from "../../random/statistics.ts";

/** A size, and changes to weights of that many. Multiples of a quarter: their sums are exact in any order. */
const changes = fc.integer({ min: 1, max: 40 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    sets: fc.array(
      fc.tuple(fc.nat({ max: size - 1 }), fc.oneof(fc.constant(0), fc.nat({ max: 1000 }).map((n) => n / 4))),
      { maxLength: 60 },
    ),
  })
);

/** The index whose span of the cumulative weights contains `at`, found by a linear search. */
function walk(weights: readonly number[], at: number): number {
  return weights.findIndex((weight) => (at -= weight) < 0);
}

Deno.test("total equals the sum of the weights, and find equals a linear search, after any changes", () => {
  fc.assert(fc.property(changes, ({ size, sets }) => {
    const tree = new WeightTree(size);
    const weights: number[] = new Array(size).fill(0);
    assertStrictEquals(tree.total, 0);
    for (const [i, weight] of sets) {
      tree.set(i, weight);
      weights[i] = weight;
      const total = weights.reduce((sum, one) => sum + one, 0);
      assertStrictEquals(tree.total, total);
      for (let at = 0; at < total; at += Math.max(0.25, total / 50)) {
        assertStrictEquals(tree.find(at), walk(weights, at), `${at} of ${weights}`);
      }
      // The first and the last of each span.
      let edge = 0;
      weights.forEach((weight, i) => {
        if (weight > 0) assertEquals([tree.find(edge), tree.find(edge + weight - 0.125)], [i, i]);
        edge += weight;
      });
    }
  }));
});

Deno.test("removing all weights leaves a total of exactly zero, even if they differ in magnitude", () => {
  const tree = new WeightTree(100);
  const random = new Random("taken back");
  for (let i = 0; i < 10_000; i++) tree.set(random.below(100), 10 ** (40 * random.uniform() - 20));
  for (let i = 0; i < 100; i++) if (i !== 63) tree.set(i, 0);
  tree.set(63, 1e-20);
  assertStrictEquals(tree.total, 1e-20);
  assertStrictEquals(tree.find(0.5e-20), 63);
  tree.set(63, 0);
  assertStrictEquals(tree.total, 0);
});

Deno.test("a weight of zero is never found, even if rounding puts the position at or beyond the total", () => {
  const weight = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true }));
  const some = fc.array(weight, { minLength: 1, maxLength: 33 }).filter((weights) => weights.some((one) => one > 0));
  fc.assert(fc.property(some, fc.double({ min: 0, max: 1, noNaN: true }), (weights, share) => {
    const tree = new WeightTree(weights.length);
    weights.forEach((weight, i) => tree.set(i, weight));
    for (const at of [0, share * tree.total, tree.total, tree.total * (1 + 1e-15)]) {
      assert(weights[tree.find(at)] > 0, `${at} of ${weights}`);
    }
  }));
});

Deno.test("a random position finds each index in proportion to its weight", () => {
  const weights = [0, 3, 0.5, 0, 0, 8, 1e-3, 2, 0, 5, 0];
  const tree = new WeightTree(weights.length);
  weights.forEach((weight, i) => tree.set(i, weight));
  const random = new Random("by weight");
  const draws = 50_000;
  const counts: number[] = new Array(weights.length).fill(0);
  for (let i = 0; i < draws; i++) counts[tree.find(random.uniform() * tree.total)]++;
  const total = weights.reduce((sum, one) => sum + one, 0);
  weights.forEach((weight, i) => {
    if (weight === 0) assertStrictEquals(counts[i], 0);
    else assertBinomial(counts[i], draws, weight / total, `index ${i}`);
  });
});

Deno.test("a tree of no weights sums to zero", () => assertStrictEquals(new WeightTree(0).total, 0));
