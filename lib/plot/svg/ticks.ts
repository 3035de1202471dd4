// @ts-types="@types/d3-array"
import { nice, range, ticks } from "d3-array";

/** The ends and ticks of an axis. */
export interface AxisTicks {
  /** Start and end, both ticks. */
  domain: [number, number];
  /** Values with a tick. */
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
