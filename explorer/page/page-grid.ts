/// <reference lib="dom" />
import { MARKS, type Reel, REEL_CELLS, REEL_COLUMNS, sampledState } from "../reel.ts";

const ROWS = REEL_CELLS / REEL_COLUMNS;

/** The colors of the grid. They come from the style sheet, which follows light and dark mode. */
export interface GridColors {
  /** One per state of `CELL_STATES`. */
  states: readonly string[];
  /** A cell with a demand fault. */
  fault: string;
  /** A cell with pages being sent. */
  sent: string;
}

/** Reads the colors from the style sheet. */
export function gridColors(): GridColors {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    states: ["--never", "--there", "--stale", "--awaited"].map(color),
    fault: color("--fault"),
    sent: color("--sent"),
  };
}

/**
 * Draws a frame of a reel. Each square shows the state of one of its pages.
 *
 * @param marked whether to mark pages sent and faults in the frame
 */
export function drawGrid(
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

/** Sizes the canvas to the pixels of the screen, with cells of whole pixels; returns the side of a cell. */
function cellPixels(canvas: HTMLCanvasElement): number {
  const cell = Math.max(1, Math.floor(canvas.clientWidth * devicePixelRatio / REEL_COLUMNS));
  const [width, height] = [cell * REEL_COLUMNS, cell * ROWS];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  return cell;
}
