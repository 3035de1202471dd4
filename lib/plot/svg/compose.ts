import { displayable } from "../../jupyter/displayable.ts";
import { escape } from "@std/html";
import { type Chart, chartBundle } from "./chart.ts";
import { serializeChildren } from "./serialize.ts";
import { FONT_FAMILY, FONT_SIZE } from "./theme.ts";

/** A drawing of Plot's and where it goes. */
export interface Part {
  /** The `<svg>` element that `Plot.plot` returned. */
  plot: unknown;
  /** Left edge in pixels. */
  x: number;
  /** Upper edge in pixels. */
  y: number;
}

/** What a figure is made of. */
export interface Composition {
  title: string;
  description: string;
  width: number;
  height: number;
  parts: Part[];
  /** SVG text drawn over the parts: titles, legends. */
  overlay?: string;
}

/** Height in pixels that the title takes at the top of a figure. */
export const TITLE_HEIGHT = 26;

/** Puts drawings, title and legend together as one self-contained SVG that inherits the page's color. */
export function compose({ title, description, width, height, parts, overlay = "" }: Composition): Chart {
  const drawings = parts.map(({ plot, x, y }) =>
    `<g transform="translate(${x},${y})" text-anchor="middle">${serializeChildren(plot)}</g>`
  );
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="img" aria-label="${escape(description)}" fill="currentColor" font-family="${FONT_FAMILY}"`,
    ` font-size="${FONT_SIZE}" style="max-width:100%;height:auto"><title>${escape(title)}</title>`,
    svgText(title, 4, 16, { "font-size": 14, "font-weight": 600 }),
    ...drawings,
    overlay,
    "</svg>",
  ].join("");
  return displayable({ title, description, svg }, chartBundle);
}

/** A line of text at a place, as SVG. */
export function svgText(
  text: string,
  x: number,
  y: number,
  attributes: Readonly<Record<string, string | number>> = {},
): string {
  const more = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(`${value}`)}"`).join("");
  return `<text x="${Math.round(x)}" y="${Math.round(y)}"${more}>${escape(text)}</text>`;
}

/** About how many pixels wide a text comes out; no font is at hand to measure it with. */
export function textWidth(text: string, fontSize: number = FONT_SIZE): number {
  const ems = Array.from(text, (character) => NARROW.test(character) ? 0.34 : WIDE.test(character) ? 0.86 : 0.62);
  return Math.ceil(ems.reduce((sum, em) => sum + em, 0) * fontSize);
}

const NARROW = /[ijlftr.,:;'()[\]|!I\s]/;
const WIDE = /[mwMW%]/;
