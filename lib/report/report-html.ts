import type { PaperParameters } from "../scenario/song-2014-parameters.ts";
import type { Reproduction } from "../paper/reproduce.ts";
import type { DrawingDocument } from "../plot/svg/document.ts";
import { claimsSection, headline } from "./claims.ts";
import { figuresSection } from "./figures-section.ts";
import { html, trusted } from "../text/html.ts";
import { parametersSection } from "./parameters-section.ts";
import { readingSection } from "./reading-section.ts";
import { STYLE } from "./style.ts";
import { valuesSection } from "./values-section.ts";

/** The context of a report. */
export interface ReportOptions {
  /** The calibrated parameters behind the bars. */
  parameters: PaperParameters;
  /** Seed of the replicates. */
  seed: string | number;
  /** Replicates of each bar. */
  replicates: number;
  /** Explanations of parameters from the calibration: strings by path, or a list of `{ path, why }`. */
  explanations?: unknown;
  /** The DOM document that draws the charts. Default: linkedom's. */
  document?: DrawingDocument;
}

/**
 * Writes the report on a reproduction as one self-contained HTML page: no network, no script, light and dark themes, phone
 * and print layouts. The page depends only on the arguments, so the same seed gives the same page.
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
