/// <reference lib="dom" />
import type { DrawingDocument } from "../../lib/plot/svg/document.ts";
import type { Chart } from "../../lib/plot/svg/chart.ts";
import { element } from "./elements.ts";

/** Draws a figure at a width in pixels. */
export type Draw = (options: { width: number; document: DrawingDocument }) => Chart;

/** A place on the page for a figure, which is drawn anew when the place changes its width. */
export interface FigurePlace {
  node: HTMLElement;
  /** Draws another figure. */
  show(draw: Draw): void;
  /** Shows that the figure is of an earlier state. */
  markOld(): void;
}

/** Makes a place for the figure of this name. */
export function figurePlace(name: string): FigurePlace {
  const node = element("figure", { class: "plot", "data-plot": name, "data-old": "true" });
  let draw: Draw | undefined;
  let width = 0;
  new ResizeObserver(() => {
    if (node.clientWidth !== width) redraw();
  }).observe(node);

  function redraw(): void {
    width = node.clientWidth;
    if (draw === undefined || width === 0) return;
    // A figure is text of our own making: whatever is written into it has been escaped.
    node.innerHTML = draw({ width, document }).svg;
  }

  return {
    node,
    show(next) {
      draw = next;
      redraw();
      node.dataset.old = "false";
    },
    markOld: () => void (node.dataset.old = "true"),
  };
}
