import { PAGE_COLORS, textColorOn } from "./theme.ts";

/** How one square is drawn. */
export interface Look {
  /** Its state, as in `CELL_STATES`. */
  state: number;
  /** Its side in pixels, the gap to the next included. */
  side: number;
  /** With a mark as well as a color. */
  marked: boolean;
  /** Two states only, one filled and one hollow: neither needs a mark. */
  plain?: boolean;
}

const COLORS = ["currentColor", PAGE_COLORS.sent, PAGE_COLORS.dirty, PAGE_COLORS.awaited];
/** From a square's foot upwards: what is sent, what is not any more, what never was. */
const STACK = [1, 2, 3, 0];
/** Squares with a smaller side have no marks, and those below the other no gaps. */
const MARKED_SIDE = 8;
const GAP_SIDE = 4;

/** Draws the cells of one grid, all of a state in one path. */
export function drawCells(
  { states, cells }: { states: ArrayLike<number>; cells: number },
  { x, y, side, columns, plain }: { x: number; y: number; side: number; columns: number; plain: boolean },
): string {
  const box = side >= GAP_SIDE ? side - 1 : side;
  const filled = ["", "", "", ""];
  const marks = ["", "", "", ""];
  for (let cell = 0; cell < cells; cell++) {
    const left = x + cell % columns * side;
    const top = y + Math.floor(cell / columns) * side;
    const heights = heightsOf(states, 4 * cell, box);
    for (let s = 0, foot = top + box; s < 4; s++) {
      const state = STACK[s];
      const height = heights[state];
      if (height === 0) continue;
      foot -= height;
      // A sliver of an outline would look like a line of its own: what was never sent stays empty there.
      if (state === 0 && side >= MARKED_SIDE && height < 3) continue;
      filled[state] += boxPath(left, foot, box, height, state === 0 && side >= MARKED_SIDE);
      if (height === box && states[4 * cell + state] === 1) {
        marks[state] += markPath({ state, side, marked: true }, left, top);
      }
    }
  }
  return [0, 1, 2, 3].map((state) =>
    paint(state, filled[state], side >= MARKED_SIDE && !plain ? marks[state] : "", side)
  )
    .join("");
}

/** Draws one square for a legend. */
export function drawSwatch(look: Look, x: number, y: number): string {
  const box = look.side - 1;
  const mark = look.plain ? "" : markPath(look, x, y);
  return paint(look.state, boxPath(x, y, box, box, look.state === 0), mark, look.side);
}

/** Pixels that the states of a cell take of its height; what is there at all takes one. */
function heightsOf(states: ArrayLike<number>, at: number, box: number): number[] {
  const heights = [0, 1, 2, 3].map((state) => {
    const share = states[at + state];
    return share > 0 ? Math.max(1, Math.round(share * box)) : 0;
  });
  // The tallest gives or takes what rounding left over.
  const tallest = heights.indexOf(Math.max(...heights));
  heights[tallest] = Math.max(1, heights[tallest] + box - heights[0] - heights[1] - heights[2] - heights[3]);
  return heights;
}

function boxPath(x: number, y: number, width: number, height: number, hollow: boolean): string {
  if (hollow) return `M${x + 0.5} ${y + 0.5}h${width - 1}v${height - 1}h${1 - width}z`;
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** A cross for stale pages, a slash for awaited ones. */
function markPath({ state, side }: Look, x: number, y: number): string {
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
