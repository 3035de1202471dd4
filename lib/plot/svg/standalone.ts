import { quote } from "../../text/message.ts";
import type { Chart } from "./frame.ts";

/**
 * Makes the text of an SVG file that is readable in light and in dark mode.
 *
 * A chart inherits the text color of the page. A file has no page, so it gets a style that follows the reader's light or
 * dark mode. Within an HTML page the style has no effect.
 *
 * @throws {TypeError} if `chart` is not a chart
 *
 * @example
 * ```ts
 * import { standaloneSvg } from "@pageferry/pageferry/plot";
 * import { assert } from "@std/assert";
 *
 * const svg = standaloneSvg({ title: "Nothing", description: "An empty chart", svg: "<svg></svg>" });
 * assert(svg.includes("prefers-color-scheme"));
 * ```
 */
export function standaloneSvg(chart: Chart): string {
  const { svg } = (chart ?? {}) as Partial<Chart>;
  if (typeof svg !== "string") throw new TypeError(`Cannot make SVG file: chart must be a chart, got ${quote(chart)}`);
  const end = svg.indexOf(">") + 1;
  return `${svg.slice(0, end)}${STYLE}${svg.slice(end)}\n`;
}

/** `svg:root` matches the root of an SVG file, never an `<svg>` within HTML. */
const STYLE = "<style>svg:root{color-scheme:light dark;color:#111}" +
  "@media (prefers-color-scheme:dark){svg:root{color:#eee}}</style>";
