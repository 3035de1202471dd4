/**
 * Poisson rates of all pages, by segment: each of the pages `edges[i]` to `edges[i + 1]` - 1 is written `rates[i]` times
 * and touched `touches[i]` times per second. Segments ascend and do not overlap. The sum of independent Poisson processes
 * is a Poisson process, so one profile represents any mixture of workloads exactly.
 */
export interface RateProfile {
  /** Page numbers, one more than there are segments. */
  readonly edges: Float64Array;
  /** Writes per second per page of a segment. */
  readonly rates: Float64Array;
  /** Touches per second per page of a segment. */
  readonly touches: Float64Array;
}

/** Consecutive pages that one workload writes at the same rate per page. */
export interface RateStep {
  from: number;
  to: number;
  rate: number;
  touches: number;
}

/** Sums overlapping steps into one profile. */
export function sumSteps(steps: readonly RateStep[]): RateProfile {
  const busy = steps.filter((step) => step.from < step.to && (step.rate > 0 || step.touches > 0));
  const edges = Float64Array.from(new Set(busy.flatMap((step) => [step.from, step.to]))).sort();
  const segments = Math.max(0, edges.length - 1);
  const rates = new Float64Array(segments);
  const touches = new Float64Array(segments);
  for (const step of busy) {
    for (let i = lowerBound(edges, step.from); edges[i] < step.to; i++) {
      rates[i] += step.rate;
      touches[i] += step.touches;
    }
  }
  return { edges, rates, touches };
}

/** The segment of `page`: the last one that begins at or before it; -1 before the first. */
export function segmentAt(edges: Float64Array, page: number): number {
  return lowerBound(edges, page + 1) - 1;
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
