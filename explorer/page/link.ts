/// <reference lib="dom" />
import { fragmentOfState, type ReadFragment, stateOfFragment } from "../fragment.ts";
import { stateOfScenario } from "../state-of-scenario.ts";
import type { ExplorerState } from "../state.ts";

/** The state that the page is asked to begin with: by its link, else by who wrote it. */
export function firstState(): ReadFragment {
  if (location.hash.length > 1) return stateOfFragment(location.hash);
  const given = document.getElementById("given")?.textContent;
  if (!given) return stateOfFragment("");
  return { state: stateOfScenario(JSON.parse(given)), complaints: [] };
}

/** The link to a state. */
export function linkTo(state: ExplorerState): string {
  return `${location.href.replace(/#.*$/, "")}#${fragmentOfState(state)}`;
}

/** Whether the page is shown within another one, where it has no address of its own. */
export function isEmbedded(): boolean {
  return location.protocol === "about:";
}

let pending: ReturnType<typeof setTimeout> | undefined;

/** Keeps the address of the page up with the state, a little later: browsers count how often an address is set. */
export function keepAddress(state: ExplorerState): void {
  if (isEmbedded()) return;
  clearTimeout(pending);
  pending = setTimeout(() => history.replaceState(null, "", linkTo(state)), 300);
}
