/// <reference lib="dom" />
import type { MigrationResult, Phase } from "../../lib/engine/run/result.ts";
import { ENGINE_COLORS } from "../../lib/plot/svg/theme.ts";
import type { Engine } from "../../lib/scenario/types.ts";
import { type Reel, REEL_CELLS, REEL_COLUMNS, reelFrameAt, reelShares } from "../reel.ts";
import { whereGuestRuns } from "../where-guest-runs.ts";
import { element, setText } from "./elements.ts";
import { drawGrid, type GridColors } from "./page-grid.ts";

const PLACES: Record<Phase["guest"], string> = {
  source: "guest at source",
  nowhere: "guest stopped",
  destination: "guest at destination",
};

/** The page grid of one engine, with a line below it. */
export interface GridView {
  node: HTMLElement;
  /** Shows another film. */
  load(reel: Reel, result: MigrationResult): void;
  /** Marks the film as one of an earlier state. */
  markOld(): void;
  /** Draws the moment, if a film is loaded. */
  draw(seconds: number, colors: GridColors): void;
}

/** Creates the page grid of an engine. */
export function gridView(engine: Engine): GridView {
  const canvas = element("canvas", { role: "img", "aria-label": `${engine}: page grid`, "data-engine": engine });
  canvas.style.aspectRatio = `${REEL_COLUMNS} / ${REEL_CELLS / REEL_COLUMNS}`;
  const place = element("span", { class: "place" });
  const share = element("span", { class: "share" });
  const node = element(
    "figure",
    { class: "grid", style: `--engine: ${ENGINE_COLORS[engine]}`, "data-old": "true" },
    element("figcaption", { class: "name" }, engine),
    canvas,
    element("p", { class: "line" }, place, share),
  );
  let film: { reel: Reel; result: MigrationResult } | undefined;
  /** Inputs of the last drawing; nothing is drawn if they are the same. */
  let drawn: unknown[] = [];

  function drawFrame(reel: Reel, frame: number, over: boolean, colors: GridColors): void {
    const wanted = [reel, frame, over, colors, canvas.clientWidth, devicePixelRatio];
    if (wanted.every((part, i) => part === drawn[i])) return;
    drawn = wanted;
    drawGrid(canvas, reel, frame, { colors, marked: !over });
    const [, there] = reelShares(reel, frame);
    setText(share, `${Math.floor(there * 100)} % moved`);
  }

  return {
    node,
    load(reel, result) {
      film = { reel, result };
      node.dataset.old = "false";
    },
    markOld: () => void (node.dataset.old = "true"),
    draw(seconds, colors) {
      if (film === undefined) return;
      const { reel, result } = film;
      const frame = reelFrameAt(reel, seconds);
      const over = seconds >= result.totalSeconds;
      drawFrame(reel, frame, over, colors);
      const guest = whereGuestRuns(result, seconds);
      const abandoned = over && result.verdict === "diverged";
      setText(place, abandoned ? "abandoned" : over ? "done" : PLACES[guest]);
      place.dataset.bad = `${abandoned || (!over && guest === "nowhere")}`;
      const label = `${engine}: page grid, ${share.textContent}, ${place.textContent}`;
      if (canvas.ariaLabel !== label) canvas.ariaLabel = label;
    },
  };
}
