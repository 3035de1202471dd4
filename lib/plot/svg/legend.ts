import { svgText, textWidth } from "./compose.ts";
import { FONT_SIZE } from "./theme.ts";

/** One entry of a legend of colors. */
export interface LegendItem {
  /** What the color stands for. */
  label: string;
  /** The color, any CSS one. */
  color: string;
  /** A mark on a line instead of a square: circle, square, triangle, diamond or times. */
  symbol?: string;
  /** How opaque the swatch is, 0 to 1. Default 1. */
  opacity?: number;
}

/** One entry of a legend of marks. */
export interface MarkLegendItem {
  /** What the mark stands for. */
  label: string;
  /** circle, square, triangle or diamond; line, band or tick (a line with a dot on it). */
  mark: string;
  /** The color, any CSS one. Default `currentColor`. */
  color?: string;
  /** Its outline alone. */
  hollow?: boolean;
}

/** One entry of a legend whose swatches are drawn by whoever draws the figure. */
export interface DrawnLegendItem {
  /** What the swatch stands for. */
  label: string;
  /** Draws it in a box of 12 pixels with its upper left corner there. */
  swatch: (x: number, y: number) => string;
}

/** Where a legend goes; it wraps at `width`. */
interface LegendPlace {
  x: number;
  y: number;
  width: number;
}

/** A legend, and how high it came out. */
interface DrawnLegend {
  svg: string;
  height: number;
}

/** How the entries of a legend are drawn. */
interface LegendStyle<Item> {
  /** Width of a swatch in pixels. */
  box: number;
  /** From the swatch to the label, in pixels. */
  space: number;
  /** Of the label's foot, below the upper edge of the swatch. */
  baseline: number;
  /** Draws the swatch of an entry with its upper left corner there. */
  swatch: (item: Item, x: number, y: number) => string;
}

/** Height in pixels of one row of a legend. */
export const LEGEND_ROW = 20;

const GAP = 16;
/** Marks in a box of 12 pixels, all but the cross on a piece of line. */
const SYMBOLS: Record<string, string> = {
  circle: "M0,6H12M3,6a3,3 0 1,0 6,0a3,3 0 1,0 -6,0Z",
  square: "M0,6H12M3,3h6v6h-6Z",
  triangle: "M0,6H12M6,2l4,7h-8Z",
  diamond: "M0,6H12M6,1l3,5l-3,5l-3,-5Z",
  times: "M2,2L10,10M10,2L2,10",
};
/** Marks in a box of 14 pixels. */
const MARKS: Record<string, string> = {
  circle: "M3,7a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z",
  square: "M3.5,3.5h7v7h-7Z",
  triangle: "M7,2.5l4.5,8h-9Z",
  diamond: "M7,2l3.5,5l-3.5,5l-3.5,-5Z",
  line: "M0,12L14,2",
  tick: "M0,7H14M4.5,7a2.5,2.5 0 1,0 5,0a2.5,2.5 0 1,0 -5,0Z",
};

const COLORS_STYLE: LegendStyle<LegendItem> = {
  box: 12,
  space: 6,
  baseline: FONT_SIZE - 1.5,
  swatch: ({ color, symbol, opacity = 1 }, x, y) =>
    symbol === undefined
      ? `<rect x="${x}" y="${y}" width="12" height="12" rx="2" fill="${color}"` +
        `${opacity === 1 ? "" : ` fill-opacity="${opacity}"`}/>`
      : path(SYMBOLS[symbol] ?? SYMBOLS.circle, x, y, color, color),
};

const MARKS_STYLE: LegendStyle<MarkLegendItem> = {
  box: 14,
  space: 5,
  baseline: FONT_SIZE - 1,
  swatch: ({ mark, color = "currentColor", hollow = false }, x, y) =>
    mark === "band"
      ? `<rect x="${x}" y="${y + 1}" width="14" height="12" fill="${color}" fill-opacity="0.12"/>`
      : path(MARKS[mark] ?? MARKS.circle, x, y, color, hollow || mark === "line" ? "none" : color),
};

/** Lays a legend of colors out from left to right. */
export function legend(items: readonly LegendItem[], place: LegendPlace): DrawnLegend {
  return layOut(items, place, COLORS_STYLE);
}

/** Lays a legend of marks out from left to right. */
export function markLegend(items: readonly MarkLegendItem[], place: LegendPlace): DrawnLegend {
  return layOut(items, place, MARKS_STYLE);
}

/** Lays a legend of any swatches out from left to right. */
export function drawnLegend(items: readonly DrawnLegendItem[], place: LegendPlace): DrawnLegend {
  return layOut(items, place, { ...COLORS_STYLE, swatch: (item, x, y) => item.swatch(x, y) });
}

function layOut<Item extends { label: string }>(
  items: readonly Item[],
  { x, y, width }: LegendPlace,
  { box, space, baseline, swatch }: LegendStyle<Item>,
): DrawnLegend {
  let left = 0;
  let top = 0;
  const svg = items.map((item) => {
    const wide = box + space + textWidth(item.label);
    if (left > 0 && left + wide > width) {
      left = 0;
      top += LEGEND_ROW;
    }
    const at = x + left;
    left += wide + GAP;
    return swatch(item, at, y + top) + svgText(item.label, at + box + space, y + top + baseline);
  });
  return { svg: svg.join(""), height: top + LEGEND_ROW };
}

function path(d: string, x: number, y: number, stroke: string, fill: string): string {
  return `<path transform="translate(${x},${y})" d="${d}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`;
}
