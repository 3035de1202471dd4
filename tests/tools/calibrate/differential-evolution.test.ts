import { assert, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { minimize, type SearchOptions } from "../../../tools/calibrate/differential-evolution.ts";
import { Random } from "../../../lib/random/random.ts";

const TARGET = [0.2, 0.9, 0.5, 0.03, 0.7];
const sphere = (target: readonly number[]) => (point: readonly number[]) =>
  point.reduce((sum, x, i) => sum + (x - target[i]) ** 2, 0);
const OPTIONS: SearchOptions = { population: 30, generations: 200, goodEnough: 0 };

Deno.test("minimize finds the lowest point of a sphere, inside the cube and in its corner", () => {
  for (const target of [TARGET, [0, 1, 0, 1, 1]]) {
    const { point, cost } = minimize(sphere(target), 5, new Random("a"), OPTIONS);
    assert(cost < 1e-6, `${cost}`);
    assertStrictEquals(cost, sphere(target)(point));
    point.forEach((x, i) => assert(Math.abs(x - target[i]) < 1e-3));
  }
});

Deno.test("minimize finds the lower of two local minima", () => {
  const cost = ([x, y]: readonly number[]) =>
    Math.min((x - 0.15) ** 2 + (y - 0.2) ** 2 + 0.02, 3 * ((x - 0.8) ** 2 + (y - 0.85) ** 2));
  for (let seed = 0; seed < 5; seed++) {
    const { point } = minimize(cost, 2, new Random(`${seed}`), OPTIONS);
    assert(Math.hypot(point[0] - 0.8, point[1] - 0.85) < 1e-2, `${point}`);
  }
});

Deno.test("minimize never evaluates a point outside the unit cube", () => {
  let asked = 0;
  // The lowest point lies far outside.
  const { point } = minimize(
    (point) => {
      asked++;
      assertStrictEquals(point.length, 3);
      assert(point.every((x) => x >= 0 && x <= 1), `${point}`);
      return sphere([4, -4, 0.5])(point);
    },
    3,
    new Random("outside"),
    { ...OPTIONS, generations: 300 },
  );
  assert(asked > 1000);
  assert(point[0] > 0.99 && point[1] < 0.01, `${point}`);
});

Deno.test("minimize returns the same for the same seed, and other points for another seed", () => {
  const search = (seed: string) => minimize(sphere(TARGET), 5, new Random(seed), { ...OPTIONS, generations: 20 });
  assertEquals(search("x"), search("x"));
  assertNotEquals(search("x").point, search("y").point);
});

Deno.test("minimize counts evaluations, and reports a cost before each round that never rises", () => {
  let asked = 0;
  const told: [number, number][] = [];
  const { evaluations, cost } = minimize(
    (point) => {
      asked++;
      return sphere(TARGET)(point);
    },
    5,
    new Random("count"),
    { ...OPTIONS, generations: 12, onProgress: (...args) => told.push(args) },
  );
  assertStrictEquals(evaluations, asked);
  assertStrictEquals(asked, 30 * 13);
  assertEquals(told.map(([round]) => round), Array.from({ length: 12 }, (_, i) => i + 1));
  for (let i = 1; i < told.length; i++) assert(told[i][1] <= told[i - 1][1]);
  assert(cost <= told.at(-1)![1] && cost < told[0][1]);
});

Deno.test("minimize stops at a cost that is good enough", () => {
  const goodEnough = 1e-3;
  const early = minimize(sphere(TARGET), 5, new Random("a"), { ...OPTIONS, goodEnough });
  const late = minimize(sphere(TARGET), 5, new Random("a"), OPTIONS);
  assert(early.cost <= goodEnough && early.cost > late.cost);
  assert(early.evaluations < late.evaluations / 2);
  assertStrictEquals(minimize(() => 0, 5, new Random("a"), OPTIONS).evaluations, 30);
});
