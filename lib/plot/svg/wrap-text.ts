import { svgText, textWidth } from "./compose.ts";
import { FONT_SIZE } from "./theme.ts";

/** Breaks a text into lines of at most `width` pixels, between words; a word that is longer has a line to itself. */
export function wrapText(text: string, width: number, fontSize: number = FONT_SIZE): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length > 0 && textWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Height of a line of a note in pixels. */
const NOTE_ROW = 15;

/** A note beneath a figure, as many lines as it needs. */
export function note(text: string, { x, y, width }: { x: number; y: number; width: number }): {
  svg: string;
  height: number;
} {
  const lines = wrapText(text, width, 11);
  const svg = lines.map((line, i) => svgText(line, x, y + 11 + i * NOTE_ROW, { "font-size": 11, "fill-opacity": 0.8 }));
  return { svg: svg.join(""), height: lines.length * NOTE_ROW + 4 };
}
