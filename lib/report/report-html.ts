import { PAPER_CALIBRATIONS } from "../scenario/song-2014-calibrations.ts";
import type { Reproduction } from "../paper/reproduce.ts";
import type { DrawingDocument } from "../plot/svg/document.ts";
import { claimsSection, headline } from "./claims.ts";
import { figuresSection } from "./figures-section.ts";
import { html, trusted } from "../text/html.ts";
import { parametersSection } from "./parameters-section.ts";
import { readingSection } from "./reading-section.ts";
import { STYLE } from "./style.ts";
import { valuesSection } from "./values-section.ts";

/** Options of a report. */
export interface ReportOptions {
  /** The DOM document that draws the charts. Default: linkedom's. */
  document?: DrawingDocument;
}

/**
 * Writes the report on a reproduction with both shipped calibrations as one self-contained HTML page: no network, no
 * script, light and dark themes, phone and print layouts. The page depends only on the arguments, so the same seed gives
 * the same page.
 */
export function reportHtml(reproduction: Reproduction, { document }: ReportOptions = {}): string {
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
    ${headline(reproduction)}<main>
    ${figuresSection(reproduction, document)}${claimsSection(reproduction)}${valuesSection(
      reproduction,
    )}${parametersSection()}${readingSection(PAPER_CALIBRATIONS.supported.parameters)}</main>
      </body>
    </html>
  `.markup;
}
