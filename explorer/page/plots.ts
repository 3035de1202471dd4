/// <reference lib="dom" />
import type { Film } from "../../lib/film/types.ts";
import { faultsChart } from "../../lib/plot/faults-chart.ts";
import { roundsChart } from "../../lib/plot/rounds-chart.ts";
import type { Chart } from "../../lib/plot/svg/frame.ts";
import type { DrawingDocument } from "../../lib/plot/svg/document.ts";
import { ENGINE_COLORS } from "../../lib/plot/svg/theme.ts";
import { timelineChart } from "../../lib/plot/timeline-chart.ts";
import { waterfallChart } from "../../lib/plot/waterfall-chart.ts";
import { ENGINES } from "../../lib/scenario/names.ts";
import type { Engine } from "../../lib/scenario/types.ts";
import type { Results } from "../comparison.ts";
import { byId, element } from "./elements.ts";

/**
 * The charts below the animation, and the choice of the engine that is shown in detail.
 *
 * @param choose called with the engine that the user chose
 */
export function createPlots(choose: (engine: Engine) => void) {
  const places = ["waterfall", "faults", "timeline", "rounds"].map(chartPlace);
  const [waterfall, faults, timeline, rounds] = places;
  byId("all-plots").append(waterfall.node, faults.node);
  byId("plots").append(timeline.node, rounds.node);
  const radios = ENGINES.map((engine) => {
    const radio = element("input", { type: "radio", name: "engine", value: engine });
    radio.addEventListener("change", () => choose(engine));
    byId("engines").append(element("label", { style: `--engine: ${ENGINE_COLORS[engine]}` }, radio, engine));
    return radio;
  });
  let films: Film[] = [];
  return {
    showEngine: (engine: Engine) => radios.forEach((radio) => radio.checked = radio.value === engine),
    /** Draws the phases of all engines, and the timeline of the chosen one. */
    showResults(results: Results, chosen: Engine): void {
      films = [];
      const all = ENGINES.map((engine) => results[engine]!);
      waterfall.show((options) => waterfallChart(all, options));
      timeline.show((options) => timelineChart(results[chosen]!, options));
    },
    /** Draws the charts of films. Called once for each film of a state. */
    showFilm(film: Film, chosen: Engine): void {
      films.push(film);
      if (film.result.engine === chosen) rounds.show((options) => roundsChart(film, options));
      // The chart compares engines, so it waits for all films.
      const shown = ENGINES.map((engine) => films.find(({ result }) => result.engine === engine));
      if (shown.every((film) => film !== undefined)) {
        faults.show((options) => faultsChart(faulting(shown), options));
      }
    },
    /** Marks the charts as those of an earlier state. */
    markOld: () => places.forEach((place) => place.markOld()),
  };
}

/** The films with faults; all films if none has faults, because the chart then says so. */
function faulting(films: Film[]): Film[] {
  const some = films.filter(({ afterResume }) => afterResume !== null);
  return some.length > 0 ? some : films;
}

type Draw = (options: { width: number; document: DrawingDocument }) => Chart;

/** An element for a chart, which is redrawn when the width changes. */
function chartPlace(name: string) {
  const node = element("figure", { class: "plot", "data-plot": name, "data-old": "true" });
  let draw: Draw | undefined;
  let width = 0;
  const redraw = () => {
    width = node.clientWidth;
    // Charts escape all text that they contain.
    if (draw !== undefined && width > 0) node.innerHTML = draw({ width, document }).svg;
  };
  new ResizeObserver(() => {
    if (node.clientWidth !== width) redraw();
  }).observe(node);
  return {
    node,
    show(next: Draw): void {
      draw = next;
      redraw();
      node.dataset.old = "false";
    },
    markOld: () => void (node.dataset.old = "true"),
  };
}
