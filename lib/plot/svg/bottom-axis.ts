import { svgText } from "./text.ts";
import { formatTick } from "../../text/format.ts";

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
