/// <reference lib="dom" />
import { fragmentOfState } from "../fragment.ts";
import { SITUATIONS } from "../situations.ts";
import type { ExplorerState } from "../state.ts";
import { byId, element, setText } from "./elements.ts";

/** Marks the situation that a state is, and says what there is to see; in any other state, `otherwise` does. */
export type ShowSituation = (state: ExplorerState, otherwise: string) => void;

/** Builds a button for each situation. */
export function situationsBar(go: (state: ExplorerState) => void): ShowSituation {
  const buttons = SITUATIONS.map(({ label, hint, state }) => {
    const button = element("button", { type: "button", title: hint, "aria-pressed": "false" }, label);
    button.addEventListener("click", () => go(state));
    return button;
  });
  byId("situations").append(...buttons);
  return (state, otherwise) => {
    const same = SITUATIONS.findIndex((situation) => fragmentOfState(situation.state) === fragmentOfState(state));
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", `${i === same}`));
    setText(byId("situation-hint"), SITUATIONS[same]?.hint ?? otherwise);
  };
}
