/// <reference lib="dom" />
import { ENGINE_COLORS } from "../../lib/plot/svg/theme.ts";
import type { Engine } from "../../lib/scenario/types.ts";
import { ENGINES, type ExplorerState } from "../state.ts";
import { byId, element } from "./elements.ts";

/** Builds the choice of the engine whose run is drawn and copied; returns what shows a state's. */
export function engineChoice(choose: (engine: Engine) => void): (state: ExplorerState) => void {
  const radios = ENGINES.map((engine) => {
    const radio = element("input", { type: "radio", name: "engine", value: engine });
    radio.addEventListener("change", () => choose(engine));
    byId("engines").append(element("label", { style: `--engine: ${ENGINE_COLORS[engine]}` }, radio, engine));
    return radio;
  });
  return ({ engine }) => radios.forEach((radio) => radio.checked = radio.value === engine);
}
