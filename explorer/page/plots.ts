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

/** The charts below the animation. */
export interface Plots {
  /** Draws the charts of results: the steps of all engines, and the timeline of the chosen one. */
  showResults(results: Results, chosen: Engine): void;
  /** Draws the charts of films. Called once for each film of a state. */
  showFilm(film: Film, chosen: Engine): void;
  /** Marks the charts as those of an earlier state. */
  markOld(): void;
}

/** Creates the places of the charts. */
export function createPlots(): Plots {
  const [waterfall, faults, timeline, rounds] = ["waterfall", "faults", "timeline", "rounds"].map(figurePlace);
  byId("all-plots").append(waterfall.node, faults.node);
  byId("plots").append(timeline.node, rounds.node);
  let films: Film[] = [];
  return {
    showResults(results, chosen) {
      films = [];
      const all = ENGINES.map((engine) => results[engine]!);
      waterfall.show((options) => waterfallChart(all, options));
      timeline.show((options) => timelineChart(results[chosen]!, options));
    },
    showFilm(film, chosen) {
      films.push(film);
      if (film.result.engine === chosen) rounds.show((options) => roundsChart(film, options));
      // Drawn when all films are there, because the chart compares engines.
      const shown = ENGINES.map((engine) => films.find(({ result }) => result.engine === engine));
      if (shown.every((film) => film !== undefined)) {
        faults.show((options) => faultsChart(faulting(shown), options));
      }
    },
    markOld: () => [waterfall, faults, timeline, rounds].forEach((place) => place.markOld()),
  };
}

/** The films with faults; all films if none has, because the chart then says so. */
function faulting(films: Film[]): Film[] {
  const some = films.filter(({ afterResume }) => afterResume !== null);
  return some.length > 0 ? some : films;
}
