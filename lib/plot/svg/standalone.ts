import type { Chart } from "./chart.ts";

/**
 * The text of an SVG file that looks right on its own, in light and in dark.
 *
 * A figure takes the color of the page around it; a file has no page, so it gets a style that follows the reader's
 * choice of light or dark. Within an HTML page that style does nothing.
 *
 * @example
 * ```ts
 * import { standaloneSvg } from "@pageferry/pageferry/plot";
 *
 * const svg = standaloneSvg({ title: "Nothing", description: "An empty figure", svg: "<svg></svg>" });
 * console.log(svg.includes("prefers-color-scheme")); // true
 * ```
 */
export function standaloneSvg(figure: Chart): string {
  const end = figure.svg.indexOf(">") + 1;
  return `${figure.svg.slice(0, end)}${STYLE}${figure.svg.slice(end)}\n`;
}

/** `svg:root` is a file's outermost element, and never an `<svg>` within HTML. */
const STYLE = "<style>svg:root{color-scheme:light dark;color:#111}" +
  "@media (prefers-color-scheme:dark){svg:root{color:#eee}}</style>";
