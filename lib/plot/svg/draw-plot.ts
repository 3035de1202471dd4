import * as Plot from "@observablehq/plot";
import { formatTick } from "../../text/format.ts";
import { type DrawingDocument, newDocument } from "./document.ts";
import { serializeChildren } from "./serialize.ts";
import { FONT_SIZE } from "./theme.ts";

/** Options of Observable Plot, with any document. */
export type DrawPlotOptions = Omit<Plot.PlotOptions, "document"> & { document?: DrawingDocument };

/** Draws with Observable Plot and returns the SVG text. */
export function drawPlot({ document = newDocument(), ...options }: DrawPlotOptions): string {
  const style = { fontSize: `${FONT_SIZE}px` };
  // Plot declares the whole `Document` and uses little of it.
  const element = Plot.plot({ ...options, style, document: document as never });
  return `<g text-anchor="middle">${serializeChildren(element)}</g>`;
}

/** A vertical axis with numbers at the ticks and grid lines across the plot. */
export function yAxis(ticks: readonly number[], label: string): Plot.Markish[] {
  return [
    Plot.gridY(ticks, { strokeOpacity: 0.15 }),
    Plot.axisY(ticks, { label, labelArrow: "none", text: formatTick }),
  ];
}
