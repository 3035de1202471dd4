/// <reference lib="dom" />
import type { MigrationResult, Phase } from "../../lib/engine/run/result.ts";
import { ENGINE_COLORS } from "../../lib/plot/svg/theme.ts";
import type { Engine } from "../../lib/scenario/types.ts";
import {
  MARKS,
  type Reel,
  REEL_CELLS,
  REEL_COLUMNS,
  reelFrameAt,
  reelShares,
  sampledState,
  whereGuestRuns,
} from "../reel.ts";
import { element, setText } from "./elements.ts";

const ROWS = REEL_CELLS / REEL_COLUMNS;

const PLACES: Record<Phase["guest"], string> = {
  source: "guest at source",
  nowhere: "guest stopped",
  destination: "guest at destination",
};

/** The colors of the grid. */
export interface GridColors {
  /** One per state of `CELL_STATES`. */
  states: readonly string[];
  fault: string;
  sent: string;
}

/** Reads the colors from the style sheet, which follows light and dark mode. */
export function gridColors(): GridColors {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    states: ["--never", "--there", "--stale", "--awaited"].map(color),
    fault: color("--fault"),
    sent: color("--sent"),
  };
}

/** The page grid of one engine, with a line of text below it. */
export interface GridView {
  node: HTMLElement;
  /** Shows another film. */
  load(reel: Reel, result: MigrationResult): void;
  /** Marks the film as one of an earlier state. */
  markOld(): void;
  /** Shows that the film of the current state is being computed, unless it is loaded. */
  markComputing(): void;
  /** Draws the moment, if a film is loaded. */
  draw(seconds: number, colors: GridColors): void;
}

/** Creates the page grid of an engine. */
export function gridView(engine: Engine): GridView {
  const canvas = element("canvas", { role: "img", "aria-label": `${engine}: page grid`, "data-engine": engine });
  canvas.style.aspectRatio = `${REEL_COLUMNS} / ${ROWS}`;
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
  let computing = false;
  /** Inputs of the last drawing. The same inputs are not drawn again. */
  let drawn: unknown[] = [];

  function drawFrame(reel: Reel, frame: number, over: boolean, colors: GridColors): void {
    const wanted = [reel, frame, over, colors, canvas.clientWidth, devicePixelRatio];
    if (wanted.every((part, i) => part === drawn[i])) return;
    drawn = wanted;
    drawGrid(canvas, reel, frame, { colors, marked: !over });
    const [, sent] = reelShares(reel, frame);
    setText(share, `${Math.floor(sent * 100)} % moved`);
  }

  function showPlace(text: string, bad = false): void {
    setText(place, text);
    place.dataset.bad = `${bad}`;
    const label = `${engine}: page grid, ${share.textContent}, ${text}`;
    if (canvas.ariaLabel !== label) canvas.ariaLabel = label;
  }

  return {
    node,
    load(reel, result) {
      film = { reel, result };
      computing = false;
      node.dataset.old = "false";
    },
    markOld: () => void (node.dataset.old = "true"),
    markComputing() {
      computing = node.dataset.old === "true";
      if (computing) showPlace("computing…");
    },
    draw(seconds, colors) {
      if (film === undefined) return;
      const { reel, result } = film;
      const over = seconds >= result.totalSeconds;
      drawFrame(reel, reelFrameAt(reel, seconds), over, colors);
      if (computing) return;
      const guest = whereGuestRuns(result, seconds);
      if (!over) showPlace(PLACES[guest], guest === "nowhere");
      else if (result.verdict === "diverged") showPlace("abandoned", true);
      else showPlace("done");
    },
  };
}

/** Draws a frame of a reel. `marked` also marks pages that are sent and demand faults. */
function drawGrid(
  canvas: HTMLCanvasElement,
  reel: Reel,
  frame: number,
  { colors, marked }: { colors: GridColors; marked: boolean },
): void {
  const cell = cellPixels(canvas);
  const side = cell - (cell > 3 ? Math.max(1, Math.round(cell / 8)) : 0);
  const inset = Math.max(1, Math.round(cell / 4));
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < reel.cells; i++) {
    const x = i % REEL_COLUMNS * cell;
    const y = Math.floor(i / REEL_COLUMNS) * cell;
    const marks = marked ? reel.marks[frame * reel.cells + i] : 0;
    context.fillStyle = marks & MARKS.faulted ? colors.fault : colors.states[sampledState(reel, frame, i)];
    context.fillRect(x, y, side, side);
    if (marks !== MARKS.sent) continue;
    context.fillStyle = colors.sent;
    context.fillRect(x + inset, y + inset, Math.max(1, side - 2 * inset), Math.max(1, side - 2 * inset));
  }
}

/** Sets the canvas to the resolution of the screen, with cells of whole pixels. Returns the side of a cell. */
function cellPixels(canvas: HTMLCanvasElement): number {
  const cell = Math.max(1, Math.floor(canvas.clientWidth * devicePixelRatio / REEL_COLUMNS));
  const [width, height] = [cell * REEL_COLUMNS, cell * ROWS];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  return cell;
}
