/// <reference lib="dom" />
import { debounce, type DebouncedFunction } from "@std/async/debounce";
import { fragmentOfState, type ReadFragment, stateOfFragment } from "../fragment.ts";
import { problemOfState } from "../problem-of-state.ts";
import { type ExplorerState, FIRST_STATE } from "../state.ts";
import { stateOfScenario } from "../state-of-scenario.ts";

/** The address follows the state after this delay, because browsers limit how often it may change. */
const WRITE_MILLISECONDS = 300;
/** Changes closer together than this are one step of the Back button. */
const STEP_MILLISECONDS = 1000;

/** The state of the page's link, or else of the scenario that the page was written for. */
export function linkedState(): ReadFragment {
  const given = document.getElementById("given")?.textContent;
  if (location.hash.length > 1 || !given) return stateOfFragment(location.hash);
  const state = stateOfScenario(JSON.parse(given));
  const problem = problemOfState(state);
  return problem === "" ? { state, complaints: [] } : { state: FIRST_STATE, complaints: [problem] };
}

/** The link to a state. */
export function linkTo(state: ExplorerState): string {
  return `${location.href.replace(/#.*$/, "")}#${fragmentOfState(state)}`;
}

/** Creates the function that writes a state to the address, as a step of its own for the Back button. */
export function addressWriter(): DebouncedFunction<[ExplorerState]> {
  let last = -Infinity;
  return debounce((state) => {
    if (isEmbedded() || linkTo(state) === location.href) return;
    const now = performance.now();
    history[now - last < STEP_MILLISECONDS ? "replaceState" : "pushState"](null, "", linkTo(state));
    last = now;
  }, WRITE_MILLISECONDS);
}

/** Whether the page is in a frame of a notebook, where it has no address. */
export function isEmbedded(): boolean {
  return location.protocol === "about:";
}

/** Makes the page fit into a notebook: closes the charts and gives the frame the height of the page. */
export function fitIntoFrame(): void {
  document.querySelectorAll("details.more").forEach((section) => section.removeAttribute("open"));
  try {
    const frame = globalThis.frameElement as HTMLElement | null;
    if (frame === null) return;
    new ResizeObserver(() => frame.style.height = `${document.body.scrollHeight + 4}px`).observe(document.body);
  } catch {
    // The frame belongs to another origin. The page scrolls in it.
  }
}
