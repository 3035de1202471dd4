import type { MigrationResult } from "../engine/run/result.ts";
import type { Film } from "../film/types.ts";
import { notOneOf, quote } from "../text/message.ts";
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

/** Pixels that a figure or panel may be wide or high: what is drawn pixel by pixel must fit into memory. */
const MOST_PIXELS = 16_384;

/** @throws {TypeError} if options are not an object, or its title is no text */
export function requireOptions(figure: FigureName, options: unknown): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(`Cannot draw ${figure}: options must be an object, got ${quote(options)}`);
  }
  requireTexts(figure, { title: "title" in options ? options.title : undefined });
}

/**
 * Checks texts by the names of their options; those that are not given need none.
 *
 * @throws {TypeError} if one is something else
 */
export function requireTexts(figure: FigureName, texts: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(texts)) {
    if (value === undefined || typeof value === "string") continue;
    throw new TypeError(`Cannot draw ${figure}: ${name} must be a text, got ${quote(value)}`);
  }
}

/** @throws {TypeError} if labels are given that are not a list of texts */
export function requireLabels(figure: FigureName, labels: unknown): void {
  if (labels === undefined || (Array.isArray(labels) && labels.every((label) => typeof label === "string"))) return;
  throw new TypeError(`Cannot draw ${figure}: labels must be a list of texts, got ${quote(labels)}`);
}

/**
 * Checks sizes in pixels by the names of their options; those that are not given need none.
 *
 * @throws {TypeError | RangeError} if one is not a number above 0, or above 16 384
 */
export function requireSizes(figure: FigureName, sizes: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(sizes)) {
    if (value === undefined || (typeof value === "number" && value > 0 && value <= MOST_PIXELS)) continue;
    if (typeof value === "number" && value > MOST_PIXELS) {
      throw new RangeError(`Cannot draw ${figure}: ${name} must be at most ${MOST_PIXELS} pixels, got ${quote(value)}`);
    }
    const Mistake = typeof value === "number" ? RangeError : TypeError;
    throw new Mistake(`Cannot draw ${figure}: ${name} must be a number of pixels above 0, got ${quote(value)}`);
  }
}

/** Whether something is a film, as far as can be told from its passes and cells. */
export function isFilm(value: unknown): value is Film {
  const { passes, cellStarts } = (value ?? {}) as Partial<Film>;
  return Array.isArray(passes) && cellStarts instanceof Float64Array;
}

/** @throws {TypeError} if something is not a film, as far as can be told from its passes and cells */
export function requireFilm(figure: FigureName, name: string, value: unknown): asserts value is Film {
  if (isFilm(value)) return;
  throw new TypeError(`Cannot draw ${figure}: ${name} must be what film returned, got ${quote(value)}`);
}

/**
 * Checks that something is a result, as far as can be told from the lists that it has in some fields.
 *
 * @throws {TypeError} if it is not; for a film with a hint at its result
 */
export function requireResult(
  figure: FigureName,
  name: string,
  value: unknown,
  lists: readonly (keyof MigrationResult)[],
): asserts value is MigrationResult {
  const fields = (value ?? {}) as Partial<MigrationResult>;
  if (lists.every((field) => Array.isArray(fields[field]))) return;
  // A film's tables are too long to be shown.
  const got = isFilm(value)
    ? "a film (did you mean film.result?)"
    : Array.isArray(value)
    ? `a list of ${value.length}${value.length > 0 ? " (did you mean one of its items?)" : ""}`
    : quote(value);
  throw new TypeError(`Cannot draw ${figure}: ${name} must be what simulate returned, got ${got}`);
}

/**
 * Checks that something is a list.
 *
 * @param whence what makes such a list, in words
 * @throws {TypeError} if it is not
 */
export function requireList(figure: FigureName, name: string, value: unknown, whence: string): void {
  if (Array.isArray(value)) return;
  throw new TypeError(`Cannot draw ${figure}: ${name} must be ${whence}, got ${quote(value)}`);
}

/**
 * Checks that `summaries` are some, and of `summarize`: the rows of a sweep look much like them.
 *
 * @throws {TypeError | RangeError} if they are not
 */
export function requireSummaries(figure: FigureName, summaries: readonly SweepSummary[]): void {
  requireList(figure, "summaries", summaries, "a list from summarize");
  if (summaries.length === 0) {
    throw new RangeError(`Cannot draw ${figure}: summaries must hold at least one, got none`);
  }
  const stranger = summaries.find((summary) => typeof summary?.point !== "object" || summary.point === null);
  if (stranger !== undefined || summaries.includes(undefined as never)) {
    throw new TypeError(`Cannot draw ${figure}: summaries must come from summarize, got ${quote(stranger)}`);
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
