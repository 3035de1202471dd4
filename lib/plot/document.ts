import { newDocument } from "./svg/document.ts";

/**
 * A DOM document for your own charts with Observable Plot, which needs one outside a browser: pass it to `Plot.plot` and
 * give the element to `show`.
 *
 * The document has no canvas, so `Plot.raster` and continuous color legends do not work. Use `Plot.cell` or `Plot.rect`, and
 * a quantize, quantile or threshold color scale.
 *
 * @example
 * ```ts
 * import * as Plot from "@observablehq/plot";
 * import { document, show } from "@pageferry/pageferry/plot";
 *
 * const runs = [{ engine: "pre-copy", seconds: 12 }, { engine: "post-copy", seconds: 9 }];
 * await show(Plot.plot({ document, marks: [Plot.barX(runs, { x: "seconds", y: "engine" })] }));
 * ```
 */
// Plot asks for a `Document`, a type that exists only where DOM types are loaded.
// deno-lint-ignore no-explicit-any
export const document: any = newDocument();
