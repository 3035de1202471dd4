import type { CurvePoint } from "../scenario/types.ts";
import { nnls } from "./nnls.ts";

/** Pages that are written alike: each by its own Poisson process. */
export interface PageGroup {
  /** Number of pages. */
  pages: number;
  /** Writes per second to each of them. */
  writesPerPageSecond: number;
}

/** A mixture of exponentials that follows a dirty curve. */
export interface CurveFit {
  /** The groups, fastest first. After t seconds, pages x (1 - exp(-rate t)) of a group are dirty. */
  groups: PageGroup[];
  /** Largest difference between the fit and a point that its error does not explain, as a fraction of the point. */
  worstMiss: number;
  /** The time of that point; `null` if the fit follows all points. */
  worstSeconds: number | null;
}

/** Rates tried per factor of ten. */
const RATES_PER_DECADE = 16;
/** The fastest and the slowest rate that points can tell apart from faster and slower ones. */
const FASTEST_PER_FIRST_POINT = 5;
const SLOWEST_PER_LAST_POINT = 1 / 20;
/** Error of a point without one: a curve of one VM repeats no better. */
const RELATIVE_ERROR = 0.02;
/** Standard errors by which a fit may miss a point. */
const ERRORS_EXPLAINED = 3;
/** A straight line from the origin to the first point counts as a measurement here, with this relative error. */
const EARLY = 1 / 4;
const EARLY_ERROR = 0.5;
/** Weight of the rule that all groups together have no more pages than there are, against the points. */
const RULE_WEIGHT = 1e4;

/**
 * Fits a dirty curve by a mixture of exponentials, D(t) = sum of pages x (1 - exp(-rate t)), by non-negative least squares
 * over a grid of rates. Each point counts by its standard error.
 *
 * @param points measured points, ascending in time
 * @param maxPages pages that can be written; the groups have no more
 */
export function fitCurve(points: readonly CurvePoint[], maxPages: number): CurveFit {
  const rates = ratesFor(points);
  const errors = points.map(({ dirtyPages, errorPages }) => errorPages ?? Math.max(1, RELATIVE_ERROR * dirtyPages));
  const first = groupsOf(points, { rates, errors, maxPages });
  // Intervals taken one after the other differ by more than their errors if the guest's activity changes.
  const chi = points.reduce((sum, { seconds, dirtyPages }, i) => {
    return sum + ((dirtyPagesAfter(first, seconds) - dirtyPages) / errors[i]) ** 2;
  }, 0);
  const spread = Math.sqrt(chi / Math.max(1, points.length - 2));
  const groups = spread > 1
    ? groupsOf(points, { rates, errors: errors.map((error) => error * spread), maxPages })
    : first;
  let [worstMiss, worstSeconds]: [number, number | null] = [0, null];
  points.forEach(({ seconds, dirtyPages }, i) => {
    const miss = Math.abs(dirtyPagesAfter(groups, seconds) - dirtyPages);
    if (dirtyPages > 0 && miss > ERRORS_EXPLAINED * errors[i] && miss / dirtyPages > worstMiss) {
      [worstMiss, worstSeconds] = [miss / dirtyPages, seconds];
    }
  });
  return { groups, worstMiss, worstSeconds };
}

/** The groups that fit the points best, by non-negative least squares. */
function groupsOf(
  points: readonly CurvePoint[],
  { rates, errors, maxPages }: { rates: readonly number[]; errors: readonly number[]; maxPages: number },
): PageGroup[] {
  // What happens before the first point is not measured. A straight line from the origin, with a large error, decides it
  // where the points leave it open.
  const [{ seconds, dirtyPages }] = points;
  const early = { seconds: seconds * EARLY, dirtyPages: dirtyPages * EARLY };
  const earlyError = Math.max(1, EARLY_ERROR * early.dirtyPages);
  const fitted = [...points, early];
  const weights = [...errors, earlyError].map((error) => 1 / error);
  const columns = rates.map((rate) =>
    Float64Array.from(fitted, ({ seconds }, i) => -Math.expm1(-rate * seconds) * weights[i])
  );
  const values = Float64Array.from(fitted, ({ dirtyPages }, i) => dirtyPages * weights[i]);
  let pages = nnls(columns, values);
  if (sumOf(pages) > maxPages) {
    // One more equation: all pages are written.
    const scale = RULE_WEIGHT / maxPages;
    pages = nnls(
      columns.map((column) => Float64Array.from([...column, scale])),
      Float64Array.from([...values, RULE_WEIGHT]),
    );
  }
  const excess = Math.max(1, sumOf(pages) / maxPages);
  return Array.from(pages, (count, i) => ({ pages: count / excess, writesPerPageSecond: rates[i] }))
    .filter((group) => group.pages > 0);
}

/** Distinct pages that groups have dirtied after `seconds`. */
export function dirtyPagesAfter(groups: readonly PageGroup[], seconds: number): number {
  return groups.reduce((sum, { pages, writesPerPageSecond }) => {
    return sum - pages * Math.expm1(-writesPerPageSecond * seconds);
  }, 0);
}

/** A grid of rates, fastest first. */
function ratesFor(points: readonly CurvePoint[]): number[] {
  const fastest = FASTEST_PER_FIRST_POINT / points[0].seconds;
  const slowest = SLOWEST_PER_LAST_POINT / points[points.length - 1].seconds;
  const steps = Math.ceil(Math.log10(fastest / slowest) * RATES_PER_DECADE);
  return Array.from({ length: steps + 1 }, (_, i) => fastest * (slowest / fastest) ** (i / steps));
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
