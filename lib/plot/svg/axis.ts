import { formatNumber } from "../../text/format.ts";
import { type Measure, measureOf } from "../../text/measure.ts";

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
