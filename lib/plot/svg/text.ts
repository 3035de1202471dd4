import { escape } from "@std/html";
import { FONT_SIZE } from "./theme.ts";

/** Font size of footnotes and secondary lines, in pixels. */
export const SMALL_FONT_SIZE = 11;

/** How much wider bold text is than regular text. */
export const BOLD_WIDTH = 1.1;

/** A line of text as SVG, with its baseline at `y`. */
export function svgText(
  text: string,
  x: number,
  y: number,
  attributes: Readonly<Record<string, string | number>> = {},
): string {
  const more = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(`${value}`)}"`).join("");
  return `<text x="${Math.round(x)}" y="${Math.round(y)}"${more}>${escape(text)}</text>`;
}

/** A line of secondary text: smaller and lighter. */
export function smallText(text: string, x: number, y: number): string {
  return svgText(text, x, y, { "font-size": SMALL_FONT_SIZE, "fill-opacity": 0.8 });
}

/**
 * Estimates the width of text in pixels. No font can be measured here, so the widths per character are upper estimates
 * for common sans-serif fonts.
 */
export function textWidth(text: string, fontSize: number = FONT_SIZE): number {
  const ems = Array.from(text, (character) => NARROW.test(character) ? 0.34 : WIDE.test(character) ? 0.86 : 0.62);
  return Math.ceil(ems.reduce((sum, em) => sum + em, 0) * fontSize);
}

const NARROW = /[ijlftr.,:;'()[\]|!I\s]/;
const WIDE = /[mwMW%]/;

/** Breaks text between words into lines of at most `width` pixels. A longer word gets its own line. */
export function wrapText(text: string, width: number, fontSize: number = FONT_SIZE): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length > 0 && textWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
