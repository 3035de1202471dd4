import { svgText } from "./text.ts";
import { formatTick } from "../../text/format.ts";

/** A linear axis below a drawing. */
export interface BottomAxis {
  /** Left end in pixels. */
  left: number;
  /** Distance from the top in pixels. */
  top: number;
  /** Length in pixels. */
  width: number;
  /** The largest value; the smallest is 0. */
  most: number;
  /** Values with a tick. */
  ticks: readonly number[];
  /** Name and unit. */
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
