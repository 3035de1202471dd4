import type { HotColdWorkload, PowerLawWorkload, UniformWorkload } from "../../scenario/types.ts";
import type { RateStep } from "./profile.ts";
import type { PageRange } from "../../scenario/range.ts";

const DEFAULT_TOUCHES_PER_WRITE = 2;

/** Touches per write of a workload; by default two, a read for every write. */
export function touchesPerWrite(workload: { touchesPerWrite?: number }): number {
  return workload.touchesPerWrite ?? DEFAULT_TOUCHES_PER_WRITE;
}

/** All pages of the range at the same rate. */
export function uniformSteps(workload: UniformWorkload, { from, to }: PageRange): RateStep[] {
  return [step(from, to, workload.writesPerSecond, touchesPerWrite(workload))];
}

/** A uniform rate over the whole range, plus the rate of the hot part. */
export function hotColdSteps(workload: HotColdWorkload, { from, to }: PageRange): RateStep[] {
  const { writesPerSecond, hotFraction, hotShare } = workload;
  const touches = touchesPerWrite(workload);
  const hotTo = from + Math.max(1, Math.round((to - from) * hotFraction));
  return [
    step(from, hotTo, writesPerSecond * hotShare, touches),
    step(from, to, writesPerSecond * (1 - hotShare), touches),
  ];
}

/** Steps of a power law per doubling of the rank. Within a step the true rate varies by 2^(exponent / 16). */
const STEPS_PER_OCTAVE = 16;

/**
 * A power law as a step function: single pages for the first ranks, then 16 steps per doubling of the rank, each with the
 * mean of the rates it replaces. The sum of the rates is exact.
 */
export function powerLawSteps(workload: PowerLawWorkload, { from, to }: PageRange): RateStep[] {
  const { writesPerSecond, exponent } = workload;
  const pages = to - from;
  const ranks = [0];
  for (let k = 0; ranks[ranks.length - 1] < pages; k++) {
    const next = Math.max(ranks[ranks.length - 1] + 1, Math.round(2 ** (k / STEPS_PER_OCTAVE)));
    ranks.push(Math.min(next, pages));
  }
  const weights = ranks.slice(1).map((end, i) => powerSum(ranks[i] + 1, end, exponent));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const touches = touchesPerWrite(workload);
  return weights.map((weight, i) =>
    step(from + ranks[i], from + ranks[i + 1], writesPerSecond * weight / total, touches)
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

function step(from: number, to: number, writesPerSecond: number, touches: number): RateStep {
  const rate = writesPerSecond / (to - from);
  return { from, to, rate, touches: rate * touches };
}
