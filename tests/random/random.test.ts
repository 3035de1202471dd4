import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { LANES, Random, stepLanes } from "../../lib/random/random.ts";
import { assertBinomial, assertMean, zScore } from "./statistics.ts";

/** The next output of each lane. */
function laneOutputs(random: Random): number[] {
  const out = new Int32Array(LANES);
  stepLanes(random.lanes, out);
  return [...out];
}

Deno.test("Random's streams are frozen: a change would change every result", () => {
  const golden = {
    "": [538974355, 993332807, 2296806894, 3443667020],
    "1": [2921943642, 1356532272, 3908883953, 3367440400],
    "pageferry": [657022146, 1192543677, 3057197559, 2313750020],
  };
  for (const [text, outputs] of Object.entries(golden)) {
    const random = new Random(text);
    assertEquals(outputs.map(() => random.uint32()), outputs);
  }
  const random = new Random("1");
  for (let i = 0; i < 4; i++) random.uint32();
  assertEquals([random.uniform(), random.exponential(), random.below(1e6)], [
    0.81637228993203,
    0.9022012643628983,
    281182,
  ]);
});

Deno.test("Random's lanes are frozen", () => {
  const random = new Random("pageferry");
  assertEquals(laneOutputs(random), [-1079435524, 1526872853, 100025711, 198613886]);
  assertEquals(laneOutputs(random), [-1836703353, 74435819, 2085267016, 1817568335]);
});

Deno.test("the lanes and the scalar stream are independent", () => {
  const [both, scalar, lanes] = [new Random("x"), new Random("x"), new Random("x")];
  for (let i = 0; i < 50; i++) {
    assertStrictEquals(both.uint32(), scalar.uint32());
    assertEquals(laneOutputs(both), laneOutputs(lanes));
  }
});

Deno.test("no two of the lanes and the scalar stream agree in more bits than by chance", () => {
  const random = new Random("independent");
  const agree = new Map<string, number>();
  const steps = 4000;
  for (let i = 0; i < steps; i++) {
    const words = [random.uint32(), ...laneOutputs(random)];
    words.forEach((a, j) =>
      words.slice(j + 1).forEach((b, k) => {
        let same = 0;
        for (let bits = ~(a ^ b); bits !== 0; bits &= bits - 1) same++;
        const key = `${j} and ${j + 1 + k}`;
        agree.set(key, (agree.get(key) ?? 0) + same);
      })
    );
  }
  for (const [pair, count] of agree) assertBinomial(count, steps * 32, 0.5, `streams ${pair}`);
});

Deno.test("uniform lies above 0 and below 1, evenly", () => {
  const random = new Random("uniform");
  const bins = new Array(64).fill(0);
  const draws = 64_000;
  for (let i = 0; i < draws; i++) {
    const value = random.uniform();
    assert(value > 0 && value < 1);
    bins[Math.floor(value * 64)]++;
  }
  const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  assert(Math.abs(zScore(chiSquare, 63, 2 * 63)) < 4, `chi-square ${chiSquare} at 63 degrees of freedom`);
});

Deno.test("uniform stays above 0 and below 1 when all its random bits are clear or set", () => {
  for (const word of [0, 0xffffffff]) {
    const random = new Random("extreme");
    random.uint32 = () => word;
    const value = random.uniform();
    assert(value > 0 && value < 1, `${value}`);
    assert(random.below(7) < 7);
    assert(random.exponential() > 0 && Number.isFinite(random.exponential()));
  }
});

Deno.test("exponential has mean 1 and variance 1", () => {
  const random = new Random("exponential");
  const sample = Array.from({ length: 40_000 }, () => random.exponential());
  assertMean(sample, 1, "exponential");
  assertMean(sample.map((value) => (value - 1) ** 2), 1, "squared deviation of exponential");
  assertBinomial(sample.filter((value) => value > 3).length, sample.length, Math.exp(-3), "beyond 3");
});

Deno.test("below gives every whole number below its limit equally often", () => {
  const random = new Random("below");
  const bins = new Array(7).fill(0);
  for (let i = 0; i < 70_000; i++) bins[random.below(7)]++;
  assertStrictEquals(bins.length, 7);
  bins.forEach((count, value) => assertBinomial(count, 70_000, 1 / 7, `${value}`));
  assertStrictEquals(random.below(1), 0);
});

Deno.test("a text that ends like the name of a stream's part starts a stream of its own", () => {
  const lane = new Random("x");
  const first = laneOutputs(lane).map((output) => output >>> 0);
  assert(!first.includes(new Random("x/lane 0").uint32()));
  const outputs = ["x", "x/", "x/lane 0", "x/lane 0/", "x/lane 0//", "x/lane 1", "x/gap", "x/gap/"].map((text) =>
    new Random(text).uint32()
  );
  assertStrictEquals(new Set(outputs).size, outputs.length);
});
