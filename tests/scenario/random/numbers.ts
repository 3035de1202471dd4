import fc from "fast-check";

/** A number from 0 to 1, evenly spread. Those of fast-check are mostly near the ends. */
export const share: fc.Arbitrary<number> = fc.noBias(fc.integer({ min: 0, max: 1e6 })).map((millionths) =>
  millionths / 1e6
);

/** A number from `min` to `max`, of any order of magnitude. One in six is `min` or `max`. */
export function magnitude(min: number, max: number): fc.Arbitrary<number> {
  const [low, high] = [Math.log(min), Math.log(max)];
  const between = share.map((x) => Math.min(max, Math.max(min, Math.exp(low + x * (high - low)))));
  return fc.oneof({ weight: 1, arbitrary: fc.constantFrom(min, max) }, { weight: 5, arbitrary: between });
}

/** A whole number from 1 to `max`, of any order of magnitude. */
export function count(max: number): fc.Arbitrary<number> {
  return magnitude(1, max).map(Math.round);
}

/** Zero in one of four. */
export function orZero(arbitrary: fc.Arbitrary<number>): fc.Arbitrary<number> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary });
}

/** From a nanosecond to eleven days, or none. */
export const seconds: fc.Arbitrary<number> = orZero(magnitude(1e-9, 1e6));
