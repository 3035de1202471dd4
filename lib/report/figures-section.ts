import type { Figures } from "../paper/bars.ts";
import { paperChart } from "../plot/paper-chart.ts";
import type { DrawingDocument } from "../plot/svg/document.ts";
import { type Html, html, trusted } from "../text/html.ts";

/** Both figures. The panels stand side by side on wide screens and below each other on narrow ones. */
export function figuresSection(figures: Figures, document?: DrawingDocument): Html {
  const drawn = (["4", "5"] as const).map((number) => {
    const wide = paperChart(figures, number, { document });
    const narrow = paperChart(figures, number, { document, width: 310 });
    return html`
      <figure>
        <div class="row">${trusted(wide.svg)}</div>
        <div class="column">${trusted(narrow.svg)}</div>
        <figcaption>${CAPTIONS[number]}</figcaption>
      </figure>
    `;
  });
  return html`
    <section aria-labelledby="figures"><h2 id="figures">Figures 4 and 5</h2>
    ${drawn}</section>
  `;
}

const CAPTIONS: Record<"4" | "5", string> = {
  "4":
    "Figure 4 (low dirty rate): means over the replicates, on the paper’s axes; a thin line runs from the smallest " +
    "replicate to the largest.",
  "5":
    "Figure 5 (high dirty rate), drawn the same way. As in the paper, its vertical axes differ from those of Figure 4.",
};
