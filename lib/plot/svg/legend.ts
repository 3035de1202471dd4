import { svgText, textWidth } from "./text.ts";
import { FONT_SIZE } from "./theme.ts";

/** One entry of a legend. */
export interface LegendItem {
  /** What the swatch stands for. */
  label: string;
  /** Any CSS color. Default `currentColor`. */
  color?: string;
  /** The shape of the swatch. Default: a filled box. */
  mark?: LegendMark;
  /** Draws a piece of line behind the mark. */
  onLine?: boolean;
  hollow?: boolean;
  /** 0 to 1. Default 1. */
  opacity?: number;
  /** Draws the swatch instead, in a box of 12 pixels with its upper left corner at (x, y). */
  swatch?: (x: number, y: number) => string;
}

/** A shape in a legend; a `tick` is a short line with a dot on it. */
export type LegendMark = "circle" | "square" | "triangle" | "diamond" | "times" | "line" | "tick" | "whisker";

/** Height in pixels of one row of a legend. */
export const LEGEND_ROW = 20;

const GAP = 16;
const SWATCH = 12;
const SPACE = 6;
/** The marks as paths in a box of 12 pixels. */
const MARKS: Readonly<Record<LegendMark, string>> = {
  circle: "M2,6a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z",
  square: "M2.5,2.5h7v7h-7Z",
  triangle: "M6,1.5l4.5,8h-9Z",
  diamond: "M6,1l3.5,5l-3.5,5l-3.5,-5Z",
  times: "M2,2L10,10M10,2L2,10",
  line: "M0,11L12,1",
  tick: "M-1,6H13M3.5,6a2.5,2.5 0 1,0 5,0a2.5,2.5 0 1,0 -5,0Z",
  whisker: "M6,0V12M3,0H9M3,12H9",
};

/** Lays out a legend from left to right in rows of at most `width` pixels. */
export function legend(items: readonly LegendItem[], width: number): { svg: string; height: number } {
  let left = 0;
  let top = 0;
  const svg = items.map((item) => {
    const wide = SWATCH + SPACE + textWidth(item.label);
    if (left > 0 && left + wide > width) {
      left = 0;
      top += LEGEND_ROW;
    }
    const drawn = (item.swatch?.(left, top) ?? swatchOf(item, left, top)) +
      svgText(item.label, left + SWATCH + SPACE, top + FONT_SIZE - 1.5);
    left += wide + GAP;
    return drawn;
  });
  return { svg: svg.join(""), height: items.length === 0 ? 0 : top + LEGEND_ROW };
}

function swatchOf({ color = "currentColor", mark, onLine, hollow, opacity = 1 }: LegendItem, x: number, y: number) {
  const faint = opacity === 1 ? "" : ` fill-opacity="${opacity}"`;
  if (mark === undefined) {
    return `<rect x="${x}" y="${y}" width="12" height="12" rx="2" fill="${color}"${faint}/>`;
  }
  const fill = hollow || mark === "line" ? "none" : color;
  const d = `${onLine ? "M-2,6H14" : ""}${MARKS[mark]}`;
  return `<path transform="translate(${x},${y})" d="${d}" fill="${fill}"${faint} stroke="${color}" stroke-width="1.5"/>`;
}
