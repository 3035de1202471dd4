import { svgText, textWidth } from "./compose.ts";
import { FONT_SIZE } from "./theme.ts";

/** One entry of a legend. */
export interface LegendItem {
  /** What the colour stands for. */
  label: string;
  /** The colour, any CSS one. */
  colour: string;
  /** A mark on a line instead of a square: circle, square, triangle, diamond or times. */
  symbol?: string;
  /** How opaque the swatch is, 0 to 1. Default 1. */
  opacity?: number;
}

const SWATCH = 12;
const GAP = 16;
/** Marks in a box of 12 pixels, all but the cross on a piece of line. */
const MARKS: Record<string, string> = {
  circle: "M0,6H12M3,6a3,3 0 1,0 6,0a3,3 0 1,0 -6,0Z",
  square: "M0,6H12M3,3h6v6h-6Z",
  triangle: "M0,6H12M6,2l4,7h-8Z",
  diamond: "M0,6H12M6,1l3,5l-3,5l-3,-5Z",
  times: "M2,2L10,10M10,2L2,10",
};
/** Height in pixels of one row of a legend. */
export const LEGEND_ROW = 20;

/** Lays a legend out from left to right, wrapping at `width`; says how high it came out. */
export function legend(
  items: readonly LegendItem[],
  { x, y, width }: { x: number; y: number; width: number },
): { svg: string; height: number } {
  let left = 0;
  let top = 0;
  const svg = items.map(({ label, colour, symbol, opacity = 1 }) => {
    const wide = SWATCH + 6 + textWidth(label);
    if (left > 0 && left + wide > width) {
      left = 0;
      top += LEGEND_ROW;
    }
    const at = x + left;
    left += wide + GAP;
    const swatch = symbol === undefined
      ? `<rect x="${at}" y="${y + top}" width="${SWATCH}" height="${SWATCH}" rx="2" fill="${colour}"` +
        `${opacity === 1 ? "" : ` fill-opacity="${opacity}"`}/>`
      : `<path transform="translate(${at},${y + top})" d="${MARKS[symbol] ?? MARKS.circle}" fill="${colour}"` +
        ` stroke="${colour}" stroke-width="1.5"/>`;
    return swatch + svgText(label, at + SWATCH + 6, y + top + FONT_SIZE - 1.5);
  });
  return { svg: svg.join(""), height: top + LEGEND_ROW };
}
