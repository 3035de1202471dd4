import { newDocument } from "./svg/document.ts";

interface ElementFactory {
  createElement(name: string, ...rest: unknown[]): unknown;
}

/** Refuses to create a canvas, on which drawing would fail later without a reason. */
function withoutCanvas(document: ElementFactory): ElementFactory {
  const create = document.createElement.bind(document);
  document.createElement = (name, ...rest) => {
    if (`${name}`.toLowerCase() !== "canvas") return create(name, ...rest);
    throw new TypeError(
      "Cannot draw on a canvas: this document has none. Instead of a continuous color legend, use a color scale of type " +
        '"quantize", "quantile" or "threshold"; instead of Plot.raster, use Plot.cell or Plot.rect',
    );
  };
  return document;
}

/**
 * A DOM document for your own charts with Observable Plot, which needs one outside a browser: pass it to `Plot.plot` and
 * give the element to `show`.
 *
 * The document has no canvas, so `Plot.raster` and continuous color legends throw an error that says so. Use `Plot.cell` or `Plot.rect`, and
 * a quantize, quantile or threshold color scale.
 *
 * @example
 * ```ts
 * import * as Plot from "@observablehq/plot";
 * import { document, show } from "@pageferry/pageferry/plot";
 * import { assertMatch } from "@std/assert";
 *
 * const runs = [{ engine: "pre-copy", seconds: 12 }, { engine: "post-copy", seconds: 9 }];
 * const chart = Plot.plot({ document, marks: [Plot.barX(runs, { x: "seconds", y: "engine" })] });
 * assertMatch(chart.outerHTML, /post-copy/);
 * await show(chart);
 * ```
 */
// Plot asks for a `Document`, a type that exists only where DOM types are loaded.
// deno-lint-ignore no-explicit-any
export const document: any = withoutCanvas(newDocument() as unknown as ElementFactory);
