// @ts-types="@types/d3-array"
import { deviation, mean } from "d3-array";

/** The level of all confidence intervals of summaries and charts: 95 %. */
export const CONFIDENCE_LEVEL = 0.95;

/** A confidence interval of a mean. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * The confidence interval of the mean of independent values, by Student's t distribution; `null` for fewer than two
 * values, which say nothing about their spread.
 */
export function meanInterval(values: readonly number[]): Interval | null {
  if (values.length < 2) return null;
  const center = mean(values)!;
  const half = quantile(values.length - 1) * deviation(values)! / Math.sqrt(values.length);
  return { low: center - half, high: center + half };
}

/** The 97.5 % quantile of Student's t distribution for 1 to 9 degrees of freedom. */
const QUANTILES = [12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.306, 2.26216];
/** The same quantile of the normal distribution. */
const NORMAL = 1.959964;

/** From 10 degrees of freedom on, the expansion of Abramowitz and Stegun 26.7.5 is exact to 0.0002. */
function quantile(freedom: number): number {
  if (freedom <= QUANTILES.length) return QUANTILES[freedom - 1];
  const z = NORMAL;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3);
}
