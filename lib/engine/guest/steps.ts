import type { HotColdWorkload, PowerLawWorkload, Touching, UniformWorkload, Writing } from "../../scenario/types.ts";
import type { RateStep } from "./profile.ts";
import type { PageRange } from "../../scenario/range.ts";

/** Touches per write of a workload that does not say. */
export const DEFAULT_TOUCHES_PER_WRITE = 2;

/** All pages of the range at the same rate. */
export function uniformSteps(workload: UniformWorkload, { from, to }: PageRange): RateStep[] {
  return [stepOf(workload, from, to, (total) => total)];
}

/** A uniform rate over the whole range, plus the rate of the hot part. */
export function hotColdSteps(workload: HotColdWorkload, { from, to }: PageRange): RateStep[] {
  const { hotFraction, hotShare } = workload;
  const hotTo = from + Math.max(1, Math.round((to - from) * hotFraction));
  return [
    stepOf(workload, from, hotTo, (total) => total * hotShare),
    stepOf(workload, from, to, (total) => total * (1 - hotShare)),
  ];
}

/** Steps of a power law per doubling of the rank. Within a step the true rate varies by 2^(exponent / 16). */
const STEPS_PER_OCTAVE = 16;

/**
 * A power law as a step function: single pages for the first ranks, then 16 steps per doubling of the rank, each with the
 * mean of the rates it replaces. The sum of the rates is exact.
 */
export function powerLawSteps(workload: PowerLawWorkload, { from, to }: PageRange): RateStep[] {
  const { exponent } = workload;
  const pages = to - from;
  const ranks = [0];
  for (let k = 0; ranks[ranks.length - 1] < pages; k++) {
    const next = Math.max(ranks[ranks.length - 1] + 1, Math.round(2 ** (k / STEPS_PER_OCTAVE)));
    ranks.push(Math.min(next, pages));
  }
  const weights = ranks.slice(1).map((end, i) => powerSum(ranks[i] + 1, end, exponent));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, i) =>
    stepOf(workload, from + ranks[i], from + ranks[i + 1], (all) => all * weight / total)
  );
}

/** The sum of r^-exponent over the ranks `first` to `last`; beyond 64 ranks by the midpoint rule (error < 0.1 %). */
function powerSum(first: number, last: number, exponent: number): number {
  if (last - first < 64) {
    let sum = 0;
    for (let rank = first; rank <= last; rank++) sum += rank ** -exponent;
    return sum;
  }
  const [a, b] = [first - 0.5, last + 0.5];
  if (Math.abs(exponent - 1) < 1e-9) return Math.log(b / a);
  return (b ** (1 - exponent) - a ** (1 - exponent)) / (1 - exponent);
}

/** The step of the pages `from` to `to` - 1, which get `part` of the workload's writes and touches. */
function stepOf(
  { writesPerSecond, touchesPerWrite = DEFAULT_TOUCHES_PER_WRITE, touchesPerSecond }: Writing & Touching,
  from: number,
  to: number,
  part: (total: number) => number,
): RateStep {
  const rate = part(writesPerSecond) / (to - from);
  const touches = touchesPerSecond === undefined ? rate * touchesPerWrite : part(touchesPerSecond) / (to - from);
  return { from, to, rate, touches };
}
