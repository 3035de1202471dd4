import { parseHTML } from "linkedom";

/** What drawing needs of a DOM document: a browser's has it, and so has linkedom's. */
export interface DrawingDocument {
  /** Makes an element; Plot builds its SVG with it. */
  createElementNS(namespace: string, name: string): unknown;
}

/** What every plot function takes: where to draw, and how large. */
export interface PlotOptions {
  /** Width in pixels. */
  width?: number;
  /** Height in pixels. */
  height?: number;
  /** Replaces the title that is made from the data. */
  title?: string;
  /** DOM document that elements are made with. Default: linkedom's, made when first needed. */
  document?: DrawingDocument;
}

let shared: DrawingDocument | undefined;

/** The document to draw with: the one given, else one of linkedom's that all drawings share. */
export function documentOr(given?: DrawingDocument): DrawingDocument {
  return given ?? (shared ??= newDocument());
}

function newDocument(): DrawingDocument {
  // linkedom's types describe its window as the one it runs in, which has no document here.
  return (parseHTML("<!doctype html><html></html>") as unknown as { document: DrawingDocument }).document;
}
