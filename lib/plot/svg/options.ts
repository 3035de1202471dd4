import { notOneOf, quote } from "../../text/message.ts";
import { checkOptions as requireFields } from "../../text/require.ts";
import type { DrawingDocument } from "./document.ts";

/** Options that every chart takes. */
export interface ChartOptions {
  /** Width in pixels. */
  width?: number;
  /** Height in pixels: of the whole chart, or of one panel if the chart has several. */
  height?: number;
  /** Title of the chart. Default: made from the data. */
  title?: string;
  /** DOM document that elements are created with. Default: a new one of linkedom's. */
  document?: DrawingDocument;
}

/** A rule for a value. */
export interface ValueRule {
  /** The wording, as in "must be a string". */
  must: string;
  holds(value: unknown): boolean;
  /** Whether the value is a number: then another number is a `RangeError`, not a `TypeError`. */
  numeric?: true;
}

/** A rule for the value of an option, or the names that are allowed. */
export type OptionRule = ValueRule | readonly string[];

/** The largest width or height. */
const MOST_PIXELS = 16_384;

const isString = (value: unknown) => typeof value === "string";

/** Any value; the chart checks it itself. */
export const ANYTHING: ValueRule = { must: "anything", holds: () => true };
/** A string. */
export const STRING: ValueRule = { must: "a string", holds: isString };
/** A list of strings. */
export const STRINGS: ValueRule = {
  must: "a list of strings",
  holds: (value) => Array.isArray(value) && value.every(isString),
};
/** A size in pixels. */
export const PIXELS: ValueRule = {
  must: `a number above 0 and at most ${MOST_PIXELS}`,
  holds: (value) => typeof value === "number" && value > 0 && value <= MOST_PIXELS,
  numeric: true,
};
/** A whole number above 0. */
export const COUNT: ValueRule = {
  must: "a whole number above 0",
  holds: (value) => Number.isInteger(value) && Number(value) > 0,
  numeric: true,
};

/** The rules of {@linkcode ChartOptions}. */
export const CHART_OPTIONS = { width: PIXELS, height: PIXELS, title: STRING, document: ANYTHING } as const;

/**
 * Checks the options of a chart. Options that are `undefined` count as not given.
 *
 * @param chart the name of the chart's function
 * @param rules a rule for each option that the chart has
 * @throws {TypeError | RangeError} if `options` is not an object, an option is unknown, or its value breaks its rule
 */
export function checkOptions<Options extends object>(
  chart: string,
  options: Options,
  rules: { readonly [Name in keyof Required<Options>]: OptionRule },
): void {
  requireFields(`draw ${chart}`, options, Object.keys(rules) as (keyof Options & string)[]);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const rule = (rules as Record<string, OptionRule>)[name];
    if ("holds" in rule) requireValue(chart, name, value, rule);
    else requireName(chart, name, value, rule);
  }
}

/** @throws {TypeError | RangeError} if a value is not one of the names */
export function requireName(chart: string, name: string, value: unknown, names: readonly string[]): void {
  if (!names.some((one) => one === value)) throw notOneOf(value, { task: `draw ${chart}`, where: name, names });
}

/** @throws {TypeError | RangeError} if a value breaks a rule */
export function requireValue(
  chart: string,
  name: string,
  value: unknown,
  { must, holds, numeric }: ValueRule,
): void {
  if (holds(value)) return;
  const ErrorType = numeric && typeof value === "number" ? RangeError : TypeError;
  throw new ErrorType(`Cannot draw ${chart}: ${name} must be ${must}, got ${quote(value)}`);
}
