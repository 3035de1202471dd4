/// <reference lib="dom" />
import type { Film } from "../../lib/film/types.ts";
import { faultsChart } from "../../lib/plot/faults-chart.ts";
import { roundsChart } from "../../lib/plot/rounds-chart.ts";
import { timelineChart } from "../../lib/plot/timeline-chart.ts";
import { waterfallChart } from "../../lib/plot/waterfall-chart.ts";
import type { Engine } from "../../lib/scenario/types.ts";
import type { Results } from "../comparison.ts";
import { ENGINES } from "../state.ts";
import { byId } from "./elements.ts";
import { figurePlace } from "./figure-place.ts";

/** The figures below the animation. */
export interface Plots {
  /** Draws what needs no film: where the time goes under all engines, and how the chosen one went. */
  showResults(results: Results, chosen: Engine): void;
  /** Draws what a film shows; more films of the same state may follow. */
  showFilm(film: Film, chosen: Engine): void;
  /** Shows that the figures are of an earlier state. */
  markOld(): void;
}

/** Makes the places of the figures. */
export function createPlots(): Plots {
  const [where, faults, timeline, strip] = ["waterfall", "faults", "timeline", "strip"].map(figurePlace);
  byId("all-plots").append(where.node, faults.node);
  byId("plots").append(timeline.node, strip.node);
  let films: Film[] = [];
  return {
    showResults(results, chosen) {
      films = [];
      const all = ENGINES.map((engine) => results[engine]!);
      where.show((options) => waterfallChart(all, options));
      timeline.show((options) => timelineChart(results[chosen]!, options));
    },
    showFilm(film, chosen) {
      films.push(film);
      if (film.result.engine === chosen) strip.show((options) => roundsChart(film, options));
      // Drawn once, when all are there: two engines fault, and they are to be compared.
      const shown = ENGINES.map((engine) => films.find(({ result }) => result.engine === engine));
      if (shown.every((film) => film !== undefined)) {
        faults.show((options) => faultsChart(faulting(shown), options));
      }
    },
    markOld: () => [where, faults, timeline, strip].forEach((place) => place.markOld()),
  };
}

/** The films whose guest ran before all of its pages were there; all of them if there is none, for the figure to say so. */
function faulting(films: Film[]): Film[] {
  const some = films.filter(({ afterResume }) => afterResume !== null);
  return some.length > 0 ? some : films;
}
