import type { MimeBundle } from "../../jupyter/displayable.ts";
import { escape } from "@std/html";

/** A chart as plain data. */
export interface Chart {
  /** One line; also drawn at the top of the chart. */
  title: string;
  /** The content in words; also the `aria-label` of the SVG. */
  description: string;
  /** Self-contained SVG that inherits the text color of the page. */
  svg: string;
}

/** The notebook output of a chart: HTML with a caption, because front ends show a bare `<svg>` broken or on white. */
export function chartBundle({ title, description, svg }: Chart): MimeBundle {
  const caption = `<figcaption>${escape(description)}</figcaption>`;
  return {
    "text/html": `<figure style="margin:1em 0">${svg}${caption}</figure>`,
    "text/plain": `${title}\n${description}`,
  };
}
