import { assert } from "@std/assert";

/**
 * How far a statistic of seeded draws may lie from its expectation, in standard deviations. The seeds are fixed, so a
 * test either always passes or always fails. A correct sampler passes this limit with nearly any seed.
 */
export const MAX_Z = 4.5;

/** Standard deviations between `observed` and `expected`; 0 where both are equal and there is no spread. */
export function zScore(observed: number, expected: number, variance: number): number {
  return observed === expected ? 0 : (observed - expected) / Math.sqrt(variance);
}

/** Asserts that a count of successes in `trials` draws fits probability `p`. */
export function assertBinomial(count: number, trials: number, p: number, what: string, maxZ: number = MAX_Z): void {
  const z = zScore(count, trials * p, trials * p * (1 - p));
  // Far below one expected success the normal approximation fails, so the test uses the tail of the Poisson
  // distribution.
  const rare = trials * Math.min(p, 1 - p) < 5;
  const few = Math.abs(count - trials * p) <= 15;
  assert(rare ? few : Math.abs(z) <= maxZ, `${what}: ${count} of ${trials} at p = ${p}, z = ${z}`);
}

/** Asserts that two samples have the same mean, within `maxZ` standard errors of the difference. */
export function assertSameMean(a: readonly number[], b: readonly number[], what: string, maxZ: number = 4): void {
  const z = zScore(average(a), average(b), variance(a) / a.length + variance(b) / b.length);
  assert(Math.abs(z) <= maxZ, `${what}: means ${average(a)} and ${average(b)}, z = ${z}`);
}

/** Asserts that the mean of a sample fits `expected`, within `maxZ` standard errors. */
export function assertMean(sample: readonly number[], expected: number, what: string, maxZ: number = 4): void {
  const z = zScore(average(sample), expected, variance(sample) / sample.length);
  assert(Math.abs(z) <= maxZ, `${what}: mean ${average(sample)}, expected ${expected}, z = ${z}`);
}

/** Asserts that two samples come from one distribution: two-sample Kolmogorov-Smirnov at about one in a thousand. */
export function assertSameDistribution(a: readonly number[], b: readonly number[], what: string): void {
  const limit = 1.95 * Math.sqrt((a.length + b.length) / (a.length * b.length));
  const distance = kolmogorovSmirnov(a, b);
  assert(distance <= limit, `${what}: largest distance ${distance} of the two distributions, at most ${limit}`);
}

/** The largest distance between two empirical distributions. */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [a.toSorted((p, q) => p - q), b.toSorted((p, q) => p - q)];
  let largest = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length;) {
    const at = Math.min(x[i], y[j]);
    while (i < x.length && x[i] <= at) i++;
    while (j < y.length && y[j] <= at) j++;
    largest = Math.max(largest, Math.abs(i / x.length - j / y.length));
  }
  return largest;
}

/** Arithmetic mean. */
export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Unbiased sample variance. */
export function variance(values: readonly number[]): number {
  const center = average(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}
