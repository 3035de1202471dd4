import { fitCurve } from "../../curve/fit.ts";
import type { PageRange } from "../../scenario/range.ts";
import type { CurveWorkload } from "../../scenario/types.ts";
import type { RateStep } from "./profile.ts";
import { DEFAULT_TOUCHES_PER_WRITE } from "./steps.ts";

/** A scattered curve has a piece of each group in each of so many stripes of the range, or in fewer of a small range. */
const STRIPES = 256;
const LEAST_STRIPE_PAGES = 32;

/**
 * A dirty curve as groups of pages with one rate each. Scattered, each stripe of the range has its share of each group, and
 * the order of the groups turns by one from stripe to stripe; contiguous, the range is one stripe.
 */
export function curveSteps(workload: CurveWorkload, { from, to }: PageRange): RateStep[] {
  const { points, placement = "scattered", touchesPerWrite = DEFAULT_TOUCHES_PER_WRITE, touchesPerSecond } = workload;
  const { groups } = fitCurve(points, to - from);
  const total = groups.reduce((sum, { pages, writesPerPageSecond }) => sum + pages * writesPerPageSecond, 0);
  const touchesPerRate = touchesPerSecond === undefined ? touchesPerWrite : touchesPerSecond / total;
  const stripes = placement === "contiguous"
    ? 1
    : Math.max(1, Math.min(STRIPES, Math.floor((to - from) / LEAST_STRIPE_PAGES)));
  const steps: RateStep[] = [];
  for (let stripe = 0; stripe < stripes; stripe++) {
    let page = from + Math.floor(stripe * (to - from) / stripes);
    for (let k = 0; k < groups.length; k++) {
      const { pages, writesPerPageSecond: rate } = groups[(k + stripe) % groups.length];
      const end = page + Math.round((stripe + 1) * pages / stripes) - Math.round(stripe * pages / stripes);
      steps.push({ from: page, to: Math.min(to, end), rate, touches: rate * touchesPerRate });
      page = end;
    }
  }
  return steps;
}
