/// <reference lib="dom" />
import { capital } from "../../lib/text/format.ts";
import { fragmentOfState, type ReadFragment, stateOfFragment } from "../fragment.ts";
import { notebookCell } from "../notebook-cell.ts";
import { problemOfState } from "../problem-of-state.ts";
import { scenarioOfState } from "../scenario-of-state.ts";
import { type ExplorerState, FIRST_STATE } from "../state.ts";
import { summaryText } from "../summary-text.ts";
import type { Results } from "../comparison.ts";
import { createAnimation } from "./animation.ts";
import { controlsPanel } from "./controls-panel.ts";
import { copyButton } from "./copying.ts";
import { byId, setText } from "./elements.ts";
import { engineChoice } from "./engine-choice.ts";
import { keepFrameHeight } from "./frame-height.ts";
import { firstState, isEmbedded, keepAddress, linkTo } from "./link.ts";
import { createPlots } from "./plots.ts";
import { resultsTable } from "./results-table.ts";
import { createRuns } from "./runs.ts";
import { situationsBar } from "./situations-bar.ts";

/** Films and figures wait until nobody has touched a control for so long. */
const QUIET_MILLISECONDS = 150;
/** The summary for screen readers waits longer, so that it is read once. */
const SPOKEN_MILLISECONDS = 800;

/** Wires the page up: a control sets the state, the state is simulated, results are shown. */
export function startPage(): void {
  let state: ExplorerState;
  let results: Results = {};
  let complete = false;
  const animation = createAnimation();
  const plots = createPlots();
  const showResults = resultsTable();
  const showEngine = engineChoice((engine) => change({ engine }));
  const showControls = controlsPanel({ state: () => state, change, complain });
  const showSituation = situationsBar((next) => go(next));

  const runs = createRuns({
    onResults(found, old) {
      results = { ...found };
      showResults(found, old);
      complete = old.size === 0;
      if (!complete) return;
      showSituation(state, summaryText(results));
      settle();
    },
    onFilm({ engine, reel, film }) {
      const result = results[engine];
      if (result !== undefined) animation.load(engine, reel, result);
      plots.showFilm(film, state.engine);
    },
    onError: (message) => complain(message),
  });

  let drawing: ReturnType<typeof setTimeout> | undefined;
  let speaking: ReturnType<typeof setTimeout> | undefined;

  /** All results are there: what takes longer follows, unless the state changes meanwhile. */
  function settle(): void {
    clearTimeout(drawing);
    clearTimeout(speaking);
    drawing = setTimeout(() => {
      animation.setRuns(results);
      plots.showResults(results, state.engine);
      runs.film(state);
    }, QUIET_MILLISECONDS);
    speaking = setTimeout(() => setText(byId("summary"), summaryText(results)), SPOKEN_MILLISECONDS);
  }

  function change(patch: Partial<ExplorerState>): string {
    return go({ ...state, ...patch });
  }

  /** Takes a state if its scenario is one; else says why not, and what was shown stays. Returns what is wrong. */
  function go(next: ExplorerState): string {
    const problem = problemOfState(next);
    complain(problem);
    if (problem !== "") return problem;
    const onlyEngine = state !== undefined && complete &&
      fragmentOfState({ ...next, engine: state.engine }) === fragmentOfState(state);
    state = next;
    showControls(state);
    showSituation(state, "");
    showEngine(state);
    keepAddress(state);
    if (onlyEngine) {
      settle();
      return "";
    }
    clearTimeout(drawing);
    clearTimeout(speaking);
    complete = false;
    runs.cancelFilm();
    animation.markOld();
    plots.markOld();
    runs.simulate(state);
    return "";
  }

  function complain(message: string): void {
    const problem = byId("problem");
    problem.hidden = message === "";
    setText(problem, message);
  }

  /** What is copied, in words: with a field that is wrong it is not what stands there. */
  function named(what: string): string {
    return document.querySelector('[aria-invalid="true"]') === null ? capital(what) : `Last valid ${what}`;
  }

  if (isEmbedded()) {
    // A notebook has more to show than this: figures wait to be asked for.
    document.querySelectorAll("details.more").forEach((section) => section.removeAttribute("open"));
    keepFrameHeight();
  }
  copyButton("copy-link", () => named("link"), () => linkTo(state));
  copyButton(
    "copy-scenario",
    () => named(`scenario (${state.engine})`),
    () => `${JSON.stringify(scenarioOfState(state), null, 2)}\n`,
  );
  copyButton("copy-cell", () => named("notebook cell"), () => notebookCell(scenarioOfState(state)));
  byId("copy-link").hidden = isEmbedded();
  addEventListener("hashchange", () => begin(stateOfFragment(location.hash)));

  function begin({ state: first, complaints }: ReadFragment): void {
    const problem = go(first);
    // A mistyped link may say no scenario: then the first state is shown, and what is wrong.
    if (state === undefined) go(FIRST_STATE);
    complain(complaints[0] ?? problem);
  }
  begin(firstState());
}
