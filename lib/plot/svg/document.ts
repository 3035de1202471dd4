import { parseHTML } from "linkedom";

/** The part of a DOM document that drawing needs. Documents of browsers and of linkedom have it. */
export interface DrawingDocument {
  /** Creates an element; Plot builds its SVG with it. */
  createElementNS(namespace: string, name: string): unknown;
}

/** Creates an empty document. It takes about 0.02 ms, so each drawing gets its own. */
export function newDocument(): DrawingDocument {
  // linkedom's types describe its window as the global scope, which has no document here.
  return (parseHTML("<!doctype html><html></html>") as unknown as { document: DrawingDocument }).document;
}
