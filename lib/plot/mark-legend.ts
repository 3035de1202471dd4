import { svgText, textWidth } from "./compose.ts";
import { LEGEND_ROW } from "./legend.ts";
import { FONT_SIZE } from "./theme.ts";

/** One entry of a legend of marks. */
export interface MarkLegendItem {
  /** What the mark stands for. */
  label: string;
  /** circle, square, triangle or diamond; line, band or tick (a line with a dot on it). */
  mark: string;
  /** The colour, any CSS one. Default `currentColor`. */
  colour?: string;
  /** Its outline alone. */
  hollow?: boolean;
}

const BOX = 14;
const GAP = 16;
/** In a box of 14 pixels. */
const SHAPES: Record<string, string> = {
  circle: "M3,7a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z",
  square: "M3.5,3.5h7v7h-7Z",
  triangle: "M7,2.5l4.5,8h-9Z",
  diamond: "M7,2l3.5,5l-3.5,5l-3.5,-5Z",
  line: "M0,12L14,2",
  tick: "M0,7H14M4.5,7a2.5,2.5 0 1,0 5,0a2.5,2.5 0 1,0 -5,0Z",
};

/** Lays a legend of marks out from left to right, wrapping at `width`; says how high it came out. */
export function markLegend(
  items: readonly MarkLegendItem[],
  { x, y, width }: { x: number; y: number; width: number },
): { svg: string; height: number } {
  let left = 0;
  let top = 0;
  const svg = items.map((item) => {
    const wide = BOX + 5 + textWidth(item.label);
    if (left > 0 && left + wide > width) {
      left = 0;
      top += LEGEND_ROW;
    }
    const at = x + left;
    left += wide + GAP;
    return swatch(item, at, y + top) + svgText(item.label, at + BOX + 5, y + top + FONT_SIZE - 1);
  });
  return { svg: svg.join(""), height: top + LEGEND_ROW };
}

function swatch({ mark, colour = "currentColor", hollow = false }: MarkLegendItem, x: number, y: number): string {
  if (mark === "band") {
    return `<rect x="${x}" y="${y + 1}" width="${BOX}" height="12" fill="${colour}" fill-opacity="0.12"/>`;
  }
  const fill = hollow || mark === "line" ? "none" : colour;
  return `<path transform="translate(${x},${y})" d="${SHAPES[mark] ?? SHAPES.circle}" fill="${fill}"` +
    ` stroke="${colour}" stroke-width="1.5"/>`;
}
