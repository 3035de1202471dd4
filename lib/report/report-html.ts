import type { PaperParameters } from "../scenario/song-2014-parameters.ts";
import type { Reproduction } from "../paper/reproduce.ts";
import type { DrawingDocument } from "../plot/svg/document.ts";
import { claimsSection } from "./claims-section.ts";
import { figuresSection } from "./figures-section.ts";
import { headline } from "./headline.ts";
import { html, trusted } from "../text/html.ts";
import { parametersSection } from "./parameters-section.ts";
import { readingSection } from "./reading-section.ts";
import { STYLE } from "./style.ts";
import { valuesSection } from "./values-section.ts";

/** What a report says besides the reproduction itself. */
export interface ReportOptions {
  /** The calibrated parameters behind the bars. */
  parameters: PaperParameters;
  /** Seed of the replicates. */
  seed: string | number;
  /** Repeats of each bar. */
  replicates: number;
  /** What the calibration says about parameters: texts by path, or a list of `{ path, why }`. */
  explanations?: unknown;
  /** DOM document that the figures are made with. Default: linkedom's. */
  document?: DrawingDocument;
}

/**
 * Writes the report on a reproduction: one HTML page that needs nothing else, neither network nor script, follows light
 * and dark, fits a phone and can be printed. It depends on the arguments alone, so that the same seed gives the same page.
 *
 * @example
 * ```ts
 * import calibration from "../../data/song-2014-supported.json" with { type: "json" };
 * import { reproduce } from "@pageferry/pageferry/paper";
 * import { reportHtml } from "./report-html.ts";
 *
 * const { parameters } = calibration;
 * const page = reportHtml(reproduce({ replicates: 1 }), { parameters, seed: 1, replicates: 1 });
 * console.log(page.length);
 * ```
 */
export function reportHtml({ claims, figures }: Reproduction, options: ReportOptions): string {
  const { parameters, explanations, document } = options;
  return html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Three-stage copy against pre-copy, reproduced</title>
        <style>${trusted(STYLE)}</style>
      </head>
      <body>
    ${headline(claims, options)}<main>
    ${figuresSection(figures, document)}${claimsSection(claims)}${valuesSection(figures)}${parametersSection(
      parameters,
      explanations,
    )}${readingSection(parameters)}</main>
      </body>
    </html>
  `.markup;
}
