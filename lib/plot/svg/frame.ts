import { displayable } from "../../jupyter/displayable.ts";
import { escape } from "@std/html";
import { legend, type LegendItem } from "./legend.ts";
import { SMALL_FONT_SIZE, smallText, svgText, wrapText } from "./text.ts";
import { FONT_FAMILY, FONT_SIZE } from "./theme.ts";
import type { MimeBundle } from "../../jupyter/displayable.ts";

/** A chart as plain data. */
export interface Chart {
  /** One line; also drawn at the top of the chart. */
  title: string;
  /** The content in words; also the `aria-label` of the SVG. */
  description: string;
  /** A self-contained SVG text that inherits the text color of the page. */
  svg: string;
}

/** The notebook output of a chart: HTML with a caption, because front ends show a bare `<svg>` broken or on white. */
export function chartBundle({ title, description, svg }: Chart): MimeBundle {
  const caption = `<figcaption>${escape(description)}</figcaption>`;
  return {
    "text/html": `<figure style="margin:1em 0">${svg}${caption}</figure>`,
    "text/plain": `${title}\n${description}`,
  };
}

/** Everything around the drawing of a chart. */
export interface Frame {
  title: string;
  /** The chart in words, for screen readers and text output. */
  description: string;
  /** Width of the chart in pixels. */
  width: number;
  /** Height of the chart in pixels. Default: the height of title, legend, drawing and footnote. */
  height?: number;
  /** Drawn below the title; wraps. */
  legend?: readonly LegendItem[];
  /** Drawn below the drawing; wraps. */
  footnote?: string;
}

/** The area that a frame leaves for the drawing. Its upper left corner is at (0, 0). */
export interface Box {
  /** In pixels. */
  width: number;
  /** In pixels; what is left of the chart's height, or 0 if the chart has no fixed height. */
  height: number;
}

/** A drawing as SVG, in the coordinates of its {@linkcode Box}. */
export interface Drawing {
  svg: string;
  /** In pixels. */
  height: number;
}

const TITLE_HEIGHT = 26;
const LEFT = 4;
const FOOTNOTE_ROW = 15;

/** Makes a chart: lays out title, legend and footnote, and puts the drawing between them. */
export function frame(
  { title, description, width, height: fixedHeight, legend: items = [], footnote = "" }: Frame,
  draw: (box: Box) => Drawing,
): Chart {
  const drawnLegend = legend(items, width - 2 * LEFT);
  const top = TITLE_HEIGHT + drawnLegend.height + 4;
  const lines = footnote === "" ? [] : wrapText(footnote, width - 2 * LEFT, SMALL_FONT_SIZE);
  const footnoteHeight = lines.length === 0 ? 0 : lines.length * FOOTNOTE_ROW + 4;
  const drawing = draw({ width, height: fixedHeight === undefined ? 0 : fixedHeight - top - footnoteHeight });
  const bottom = top + drawing.height;
  const height = bottom + footnoteHeight;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="img" aria-label="${escape(description)}" fill="currentColor" font-family="${FONT_FAMILY}"`,
    ` font-size="${FONT_SIZE}" style="max-width:100%;height:auto"><title>${escape(title)}</title>`,
    svgText(title, LEFT, 16, { "font-size": 14, "font-weight": 600 }),
    translated(drawnLegend.svg, LEFT, TITLE_HEIGHT + 2),
    translated(drawing.svg, 0, top),
    ...lines.map((line, i) => smallText(line, LEFT, bottom + 11 + i * FOOTNOTE_ROW)),
    "</svg>",
  ].join("");
  return displayable({ title, description, svg }, chartBundle);
}

/** Moves a piece of SVG to the right and down. */
export function translated(svg: string, x: number, y: number): string {
  return svg === "" ? "" : `<g transform="translate(${x},${y})">${svg}</g>`;
}

/** Columns of panels of the same width. */
export interface PanelColumns {
  columns: number;
  /** Width of a panel in pixels. */
  panelWidth: number;
}

/** As many columns as fit into `width` and are needed. A panel is at least `leastWidth` wide, unless `width` is less. */
export function panelColumns(
  panels: number,
  { width, leastWidth }: { width: number; leastWidth: number },
): PanelColumns {
  const columns = Math.max(1, Math.min(panels, Math.floor(width / leastWidth)));
  return { columns, panelWidth: Math.floor(width / columns) };
}

/** Places panels in rows, filled from the left. */
export function placePanels(
  panels: readonly string[],
  { columns, panelWidth, rowHeight }: PanelColumns & { rowHeight: number },
): Drawing {
  const placed = panels.map((panel, i) =>
    translated(panel, i % columns * panelWidth, Math.floor(i / columns) * rowHeight)
  );
  return { svg: placed.join(""), height: Math.ceil(panels.length / columns) * rowHeight };
}
