import { formatNumber } from "../../text/format.ts";
import { type Measure, measureOf } from "../../text/measure.ts";
// @ts-types="@types/d3-array"
import { nice, range, ticks } from "d3-array";
import { svgText } from "./text.ts";
import { formatTick } from "../../text/format.ts";

/** An axis of discrete values, with its name and unit. */
export interface DiscreteAxis extends Measure {
  /** The places in order: numbers ascending, other values in the given order. */
  domain: string[];
  /** The place of a value. */
  keyOf(value: unknown): string;
}

/** Creates an axis of the values that a field has. */
export function axisOf(field: string, values: readonly unknown[]): DiscreteAxis {
  const measure = measureOf(field, values);
  const distinct = Array.from(new Set(values));
  if (distinct.every((value) => typeof value === "number")) distinct.sort((a, b) => a - b);
  const keyOf = (value: unknown) => shown(value, measure.factor);
  return { ...measure, domain: Array.from(new Set(distinct.map(keyOf))), keyOf };
}

/** A value of a sweep's axis as text. */
export function shown(value: unknown, factor = 1): string {
  if (typeof value === "number") return formatNumber(value * factor, 6);
  return typeof value === "string" ? value : JSON.stringify(value) ?? `${value}`;
}

/** The ends and ticks of an axis. */
export interface AxisTicks {
  /** Start and end, both ticks. */
  domain: [number, number];
  ticks: number[];
}

/** About five round ticks from zero to at least `most`. */
export function linearTicks(most: number): AxisTicks {
  const [start, end] = nice(0, most > 0 ? most : 1, 5);
  return { domain: [start, end], ticks: ticks(start, end, 5) };
}

/** Ticks at 1, 2 and 5 times powers of ten around two positive numbers, or only at the powers if the numbers lie far apart. */
export function logTicks(least: number, most: number): AxisTicks {
  // One more power at either end: the logarithm of 0.00099999999999999999 is -3.
  const powers = range(Math.floor(Math.log10(least)) - 1, Math.ceil(Math.log10(most)) + 2);
  const steps = most / least > 1000 ? [1] : [1, 2, 5];
  // Parsed from text, because 10 ** -1 * 2 is not exactly 0.2.
  const all = powers.flatMap((power) => steps.map((step) => Number(`${step}e${power}`)));
  const from = all.findLastIndex((tick) => tick <= least);
  const to = all.findIndex((tick) => tick >= most);
  const shown = all.slice(from, Math.max(to, from + 1) + 1);
  return { domain: [shown[0], shown[shown.length - 1]], ticks: shown };
}

/** A linear axis below a drawing. Lengths are in pixels; values start at 0. */
export interface BottomAxis {
  left: number;
  top: number;
  width: number;
  most: number;
  ticks: readonly number[];
  label: string;
}

/** Height in pixels of an axis with its numbers and label. */
export const BOTTOM_AXIS_HEIGHT = 38;

/** Draws a linear axis with a number at each tick and its label in the middle. */
export function bottomAxis({ left, top, width, most, ticks, label }: BottomAxis): string {
  const toX = (value: number) => Math.round(left + value / most * width);
  const shown = ticks.filter((tick) => tick <= most * 1.000001);
  const marks = shown.map((tick) => `M${toX(tick)} ${top}v5`).join("");
  const numbers = shown.map((tick) => svgText(formatTick(tick), toX(tick), top + 18, { "text-anchor": "middle" }));
  return `<path d="M${left} ${top}h${width}${marks}" stroke="currentColor" fill="none" stroke-opacity="0.6"/>` +
    numbers.join("") + svgText(label, left + width / 2, top + 33, { "text-anchor": "middle" });
}
