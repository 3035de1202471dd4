import type { MimeBundle } from "../../jupyter/displayable.ts";
import { escape } from "@std/html";

/** A drawing as plain data. */
export interface Chart {
  /** One line that names it; also drawn at its top. */
  title: string;
  /** What it shows, in words: its `aria-label`. */
  description: string;
  /** A self-contained SVG text that takes the color of the page around it. */
  svg: string;
}

/** The output of a chart: a bare `<svg>` would be shown broken, so it goes out as HTML with its description. */
export function chartBundle({ title, description, svg }: Chart): MimeBundle {
  const caption = `<figcaption>${escape(description)}</figcaption>`;
  return {
    "text/html": `<figure style="margin:1em 0">${svg}${caption}</figure>`,
    "text/plain": `${title}\n${description}`,
  };
}
