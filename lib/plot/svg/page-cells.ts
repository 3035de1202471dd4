import { PAGE_COLORS, textColorOn } from "./theme.ts";

/** The cells of a grid: for each cell the shares of its pages in the four states of `CELL_STATES`. */
export interface CellGrid {
  states: ArrayLike<number>;
  cells: number;
}

/** How the squares of a grid are drawn. */
interface GridStyle {
  /** Top of the grid in pixels. */
  y: number;
  /** Side of a square in pixels, with the gap to the next one. */
  side: number;
  columns: number;
  /** Without marks: there are only two states, one filled and one hollow. */
  plain: boolean;
}

const COLORS = ["currentColor", PAGE_COLORS.sent, PAGE_COLORS.dirty, PAGE_COLORS.awaited];
/** The states from the bottom of a square to its top. */
const STACK = [1, 2, 3, 0];
const SWATCH_SIDE = 12;
/** Smallest sides of squares with marks, and with gaps between them. */
const MARKED_SIDE = 8;
const GAP_SIDE = 4;

/** Draws the cells of a grid, with one path for each state. */
export function drawCells({ states, cells }: CellGrid, { y, side, columns, plain }: GridStyle): string {
  const box = side >= GAP_SIDE ? side - 1 : side;
  const large = side >= MARKED_SIDE;
  const boxes = ["", "", "", ""];
  const marks = ["", "", "", ""];
  for (let cell = 0; cell < cells; cell++) {
    const left = cell % columns * side;
    const top = y + Math.floor(cell / columns) * side;
    const heights = heightsOf(states, 4 * cell, box);
    let bottom = top + box;
    for (const state of STACK) {
      const height = heights[state];
      if (height === 0) continue;
      bottom -= height;
      // The outline of a low part would look like a line, so pages that were never sent stay empty there.
      if (state === 0 && large && height < 3) continue;
      boxes[state] += boxPath(left, bottom, box, height, state === 0 && large);
      if (height === box && states[4 * cell + state] === 1) marks[state] += markPath(state, side, left, top);
    }
  }
  return boxes.map((path, state) => paint(state, path, large && !plain ? marks[state] : "", side)).join("");
}

/** Draws one square for a legend. */
export function drawSwatch(state: number, plain: boolean, x: number, y: number): string {
  const box = SWATCH_SIDE - 1;
  const mark = plain ? "" : markPath(state, SWATCH_SIDE, x, y);
  return paint(state, boxPath(x, y, box, box, state === 0), mark, SWATCH_SIDE);
}

/** Heights in pixels of the states in one cell: at least 1 for each state with a share, and `box` in total. */
function heightsOf(states: ArrayLike<number>, at: number, box: number): number[] {
  const heights = [0, 1, 2, 3].map((state) => {
    const share = states[at + state];
    return share > 0 ? Math.max(1, Math.round(share * box)) : 0;
  });
  const tallest = heights.indexOf(Math.max(...heights));
  heights[tallest] = Math.max(1, heights[tallest] + box - heights[0] - heights[1] - heights[2] - heights[3]);
  return heights;
}

function boxPath(x: number, y: number, width: number, height: number, hollow: boolean): string {
  if (hollow) return `M${x + 0.5} ${y + 0.5}h${width - 1}v${height - 1}h${1 - width}z`;
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** A cross for stale pages, a slash for awaited ones. */
function markPath(state: number, side: number, x: number, y: number): string {
  const inset = Math.round(side / 4);
  const long = side - 1 - 2 * inset;
  const slash = `M${x + inset} ${y + inset + long}l${long} ${-long}`;
  if (state === 2) return `${slash}M${x + inset} ${y + inset}l${long} ${long}`;
  return state === 3 ? slash : "";
}

function paint(state: number, boxes: string, marks: string, side: number): string {
  if (boxes === "") return "";
  const color = COLORS[state];
  if (state === 0) {
    return side >= MARKED_SIDE
      ? `<path d="${boxes}" fill="none" stroke="${color}" stroke-opacity="0.4"/>`
      : `<path d="${boxes}" fill-opacity="0.15"/>`;
  }
  const mark = marks === "" ? "" : `<path d="${marks}" fill="none" stroke="${textColorOn(color)}" stroke-width="1.5"/>`;
  return `<path d="${boxes}" fill="${color}"/>${mark}`;
}
