import * as Plot from "@observablehq/plot";
import { formatTick } from "../../text/format.ts";
import { type DrawingDocument, newDocument } from "./document.ts";
import { FONT_SIZE } from "./theme.ts";
import { escape } from "@std/html";

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

/** The part of a DOM node that is read here; types of the DOM are not available in Deno. */
interface DomNode {
  readonly nodeType: number;
  readonly localName?: string;
  readonly textContent: string | null;
  readonly attributes?: Iterable<{ name: string; value: string }>;
  readonly childNodes: Iterable<DomNode>;
}

const ELEMENT = 1;
const TEXT = 3;

/**
 * Serializes the children of an element as XML. Rounds numbers in attributes to two decimals.
 *
 * `innerHTML` would be HTML, which is not valid in an SVG file. Leaves out Plot's style sheet and class names: all colors
 * here are attributes, and charts on one page must not affect each other.
 */
export function serializeChildren(element: unknown): string {
  return Array.from((element as DomNode).childNodes, serialize).join("");
}

function serialize(node: DomNode): string {
  if (node.nodeType === TEXT) return escape(node.textContent ?? "");
  if (node.nodeType !== ELEMENT || node.localName === "style") return "";
  const attributes = Array.from(node.attributes ?? [])
    .filter(({ name }) => name !== "class")
    .map(({ name, value }) => ` ${name}="${escape(name === "aria-label" ? value : round(value))}"`)
    .join("");
  const content = serializeChildren(node);
  return `<${node.localName}${attributes}${content === "" ? "/>" : `>${content}</${node.localName}>`}`;
}

function round(value: string): string {
  return value.replace(/-?\d+\.\d{3,}(e-\d+)?/g, (digits) => String(Math.round(Number(digits) * 100) / 100));
}
