import type { Film } from "../film/types.ts";
import { notOneOf, show } from "../scenario/complain.ts";
import type { SweepSummary } from "../sweep/summary.ts";
import { type Metric, METRICS } from "./metric.ts";

/** What a figure is called in messages: "Cannot draw lines: …". */
export type FigureName =
  | "lines"
  | "winners"
  | "timeline"
  | "paper figure"
  | "measured bars"
  | "validation"
  | "page grid"
  | "round strip"
  | "waterfall"
  | "faults";

/**
 * Checks sizes in pixels by the names of their options; those that are not given need none.
 *
 * @throws {TypeError | RangeError} if one is not a number above 0
 */
export function requireSizes(figure: FigureName, sizes: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(sizes)) {
    if (value === undefined || (typeof value === "number" && value > 0 && value < Infinity)) continue;
    const Mistake = typeof value === "number" ? RangeError : TypeError;
    throw new Mistake(`Cannot draw ${figure}: ${name} must be a number of pixels above 0, got ${show(value)}`);
  }
}

/** @throws {TypeError} if something is not a film, as far as can be told from its passes and sums */
export function requireFilm(figure: FigureName, name: string, value: unknown): asserts value is Film {
  const { passes, cellStarts } = (value ?? {}) as Partial<Film>;
  if (Array.isArray(passes) && cellStarts instanceof Float64Array) return;
  throw new TypeError(`Cannot draw ${figure}: ${name} must be what film returned, got ${show(value)}`);
}

/**
 * Checks that something is a list.
 *
 * @param whence what makes such a list, in words
 * @throws {TypeError} if it is not
 */
export function requireList(figure: FigureName, name: string, value: unknown, whence: string): void {
  if (Array.isArray(value)) return;
  throw new TypeError(`Cannot draw ${figure}: ${name} must be ${whence}, got ${show(value)}`);
}

/**
 * Checks that `summaries` are some, and of `summarise`: the rows of a sweep look much like them.
 *
 * @throws {TypeError | RangeError} if they are not
 */
export function requireSummaries(figure: FigureName, summaries: readonly SweepSummary[]): void {
  requireList(figure, "summaries", summaries, "a list from summarise");
  if (summaries.length === 0) {
    throw new RangeError(`Cannot draw ${figure}: summaries must hold at least one, got none`);
  }
  const stranger = summaries.find((summary) => typeof summary?.point !== "object" || summary.point === null);
  if (stranger !== undefined || summaries.includes(undefined as never)) {
    throw new TypeError(`Cannot draw ${figure}: summaries must come from summarise, got ${show(stranger)}`);
  }
}

/** @throws {TypeError | RangeError} if an option is not one of a sweep's figures */
export function requireMetric(figure: FigureName, name: string, value: Metric): void {
  if (!METRICS.includes(value)) throw notOneOf(`draw ${figure}`, name, value, METRICS);
}

/** @throws {TypeError | RangeError} if an option does not name a field that some summary's point has */
export function requireField(
  figure: FigureName,
  name: string,
  value: string,
  summaries: readonly SweepSummary[],
): void {
  if (summaries.some(({ point }) => Object.hasOwn(point, value))) return;
  const fields = new Set(summaries.flatMap(({ point }) => Object.keys(point)));
  throw notOneOf(`draw ${figure}`, name, value, Array.from(fields));
}
