/// <reference lib="dom" />
import { debounce } from "@std/async/debounce";
import type { MigrationResult } from "../../lib/engine/run/result.ts";
import { ENGINES } from "../../lib/scenario/names.ts";
import type { Engine } from "../../lib/scenario/types.ts";
import { type Results, summaryText } from "../comparison.ts";
import { fragmentOfState, type ReadFragment } from "../fragment.ts";
import { notebookCell } from "../notebook-cell.ts";
import { problemOfState } from "../problem-of-state.ts";
import { scenarioOfState } from "../scenario-of-state.ts";
import { type ExplorerState, FIRST_STATE } from "../state.ts";
import { addressWriter, fitIntoFrame, isEmbedded, linkedState, linkTo } from "./address.ts";
import { createAnimation } from "./animation.ts";
import { controlsPanel, situationButtons } from "./controls-panel.ts";
import { connectCopyButtons } from "./copying.ts";
import { byId, setText } from "./elements.ts";
import { createPlots } from "./plots.ts";
import { resultsTable } from "./results-table.ts";
import { createRuns } from "./runs.ts";
import type { FilmAnswer } from "./worker.ts";

/** Charts and films wait until no control has changed for this long. */
const QUIET_MILLISECONDS = 150;
/** Results of an earlier state disappear after this delay. Faster answers replace them without flicker. */
const OLD_MILLISECONDS = 250;
/** The summary for screen readers waits longer, so it is read only once. */
const SPOKEN_MILLISECONDS = 800;

/** The data that the page shows. */
interface Store {
  /** A state that can be simulated. */
  state: ExplorerState;
  /** Results by engine; those of engines in `computing` belong to an earlier state. */
  results: Results;
  /** The engines that have not finished yet. */
  computing: ReadonlySet<Engine>;
}

/** Starts the page. */
export function startPage(): void {
  if (isEmbedded()) fitIntoFrame();
  new Page(linkedState());
}

/** The page: controls change the state, workers simulate it, and the results are shown. */
class Page {
  #store: Store = { state: FIRST_STATE, results: {}, computing: new Set(ENGINES) };
  readonly #showControls = controlsPanel({
    change: (patch) => this.#go({ ...this.#store.state, ...patch }),
    complain: (message) => this.#complain([message]),
  });
  readonly #showSituation = situationButtons((state) => this.#go(state));
  readonly #showResults = resultsTable();
  readonly #animation = createAnimation();
  readonly #plots = createPlots((engine) => this.#go({ ...this.#store.state, engine }));
  readonly #runs = createRuns({
    onResult: (result) => this.#take(result),
    onFilm: (answer) => this.#takeFilm(answer),
    onError: (message) => this.#complain([message]),
  });
  readonly #writeAddress = addressWriter();
  readonly #dropOld = debounce(() => this.#showComputing(), OLD_MILLISECONDS);
  readonly #draw = debounce(() => this.#drawCharts(), QUIET_MILLISECONDS);
  readonly #speak = debounce(() => setText(byId("summary"), summaryText(this.#store.results)), SPOKEN_MILLISECONDS);

  constructor(first: ReadFragment) {
    const scenario = () => scenarioOfState(this.#store.state);
    connectCopyButtons({
      "copy-link": () => ({ what: "link", text: linkTo(this.#store.state) }),
      "copy-scenario": () => ({
        what: `scenario (${this.#store.state.engine})`,
        text: `${JSON.stringify(scenario(), null, 2)}\n`,
      }),
      "copy-cell": () => ({ what: "notebook cell", text: notebookCell(scenario()) }),
    });
    byId("copy-link").hidden = isEmbedded();
    addEventListener("hashchange", () => this.#follow(linkedState()));
    this.#follow(first);
  }

  /** Shows the state of a link without changing the address. */
  #follow({ state, complaints }: ReadFragment): void {
    this.#writeAddress.clear();
    this.#complain(complaints);
    this.#show(state);
  }

  /** Shows a state that the user chose. If the state has a problem, shows and returns the problem instead. */
  #go(state: ExplorerState): string {
    const problem = problemOfState(state);
    this.#complain([problem]);
    if (problem === "") {
      this.#writeAddress(state);
      this.#show(state);
    }
    return problem;
  }

  #show(state: ExplorerState): void {
    const { state: before, computing } = this.#store;
    this.#store = { ...this.#store, state };
    this.#showControls(state);
    this.#plots.showEngine(state.engine);
    const sameRuns = computing.size === 0 &&
      fragmentOfState({ ...state, engine: before.engine }) === fragmentOfState(before);
    if (!sameRuns) return this.#simulate();
    this.#render();
    this.#settle();
  }

  #simulate(): void {
    this.#draw.clear();
    this.#speak.clear();
    this.#runs.cancelFilm();
    this.#animation.markOld();
    this.#plots.markOld();
    this.#store = { ...this.#store, computing: new Set(ENGINES) };
    this.#render();
    if (!this.#dropOld.pending) this.#dropOld();
    this.#runs.simulate(this.#store.state);
  }

  #take(result: MigrationResult): void {
    const computing = new Set(this.#store.computing);
    computing.delete(result.engine);
    this.#store = { ...this.#store, results: { ...this.#store.results, [result.engine]: result }, computing };
    this.#render();
    if (computing.size === 0) this.#settle();
  }

  /** All results have arrived. Slower parts follow, unless the state changes in the meantime. */
  #settle(): void {
    this.#draw();
    this.#speak();
  }

  #drawCharts(): void {
    const { state, results } = this.#store;
    this.#animation.setRuns(results);
    this.#plots.showResults(results, state.engine);
    this.#runs.film(state);
  }

  #takeFilm({ engine, reel, film }: FilmAnswer): void {
    const { state, results } = this.#store;
    this.#animation.load(engine, reel, results[engine]!);
    this.#plots.showFilm(film, state.engine);
  }

  /** Replaces results of an earlier state by "computing…". */
  #showComputing(): void {
    const { results, computing } = this.#store;
    const present = Object.entries(results).filter(([engine]) => !computing.has(engine as Engine));
    this.#store = { ...this.#store, results: Object.fromEntries(present) };
    this.#render();
    this.#animation.markComputing();
  }

  #render(): void {
    const { state, results, computing } = this.#store;
    this.#showResults(results, computing);
    this.#showSituation(state, computing.size === 0 ? summaryText(results) : "");
  }

  #complain(messages: readonly string[]): void {
    const problem = byId("problem");
    setText(problem, messages.join("\n"));
    problem.hidden = problem.textContent === "";
  }
}
