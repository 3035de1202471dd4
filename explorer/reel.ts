import type { MigrationResult, Phase } from "../lib/engine/run/result.ts";
import { CELL_STATES, cellStates } from "../lib/film/cell-states.ts";
import type { Film } from "../lib/film/types.ts";

/** Columns of the page grid. */
export const REEL_COLUMNS = 48;
/** Cells of the page grid. It is twice as wide as high, and four grids fit side by side on a laptop. */
export const REEL_CELLS = REEL_COLUMNS * 24;
/** Frames of the animation. */
export const REEL_FRAMES = 240;

/** Events in a cell during a frame: bits of {@linkcode Reel.marks}. */
export const MARKS = { sent: 1, faulted: 2 } as const;

/** A film reduced to the content of the page grid, small enough to send from a worker to the page. */
export interface Reel {
  pages: number;
  cells: number;
  frames: number;
  frameSeconds: number;
  /** Frames by cells by states: the share of the cell's pages in each of `CELL_STATES`, 0 to 255. */
  states: Uint8Array<ArrayBuffer>;
  /** Frames by cells: bits of {@linkcode MARKS}. */
  marks: Uint8Array<ArrayBuffer>;
}

/** Makes the reel of a film. */
export function reelOf(film: Film): Reel {
  const { pages, cells, frames, frameSeconds, pagesSent, faults } = film;
  const size = CELL_STATES.length * cells;
  const states = new Uint8Array(frames * size);
  const marks = new Uint8Array(frames * cells);
  const frameStates = new Float32Array(size);
  for (let frame = 0; frame < frames; frame++) {
    cellStates(film, frame, frameStates);
    for (let i = 0, at = frame * size; i < size; i++, at++) states[at] = Math.round(255 * frameStates[i]);
    for (let cell = 0, at = frame * cells; cell < cells; cell++, at++) {
      marks[at] = (pagesSent[at] > 0 ? MARKS.sent : 0) | (faults[at] > 0 ? MARKS.faulted : 0);
    }
  }
  return { pages, cells, frames, frameSeconds, states, marks };
}

/** The index of the frame that shows a moment. */
export function reelFrameAt({ frames, frameSeconds }: Reel, seconds: number): number {
  return Math.min(frames - 1, Math.max(0, Math.floor(seconds / frameSeconds)));
}

/**
 * The state of one page of a cell, an index into `CELL_STATES`. A cell shows one page because a mixture of colors would look
 * like another state. It is always the same page, so cells do not flicker. Neighboring cells show pages at different
 * positions, so the share of each color is right.
 */
export function sampledState({ cells, states }: Reel, frame: number, cell: number): number {
  const size = CELL_STATES.length;
  const at = (frame * cells + cell) * size;
  // Multiples of the golden ratio are spread evenly.
  let rest = 255 * ((cell * 0.6180339887498949) % 1);
  for (let state = 0; state < size; state++) {
    rest -= states[at + state];
    if (rest < 0) return state;
  }
  return states.subarray(at, at + size).findLastIndex((share) => share > 0);
}

/** The share of memory in each of `CELL_STATES` at a frame, 0 to 1. All cells count the same. */
export function reelShares({ cells, states }: Reel, frame: number): number[] {
  const size = CELL_STATES.length;
  const sums = new Array<number>(size).fill(0);
  for (let cell = 0, at = frame * cells * size; cell < cells; cell++) {
    for (let i = 0; i < size; i++, at++) sums[i] += states[at];
  }
  return sums.map((sum) => sum / 255 / cells);
}

/** Where the guest runs at a moment of a migration, before its start and after its end too. */
export function whereGuestRuns({ phases }: MigrationResult, seconds: number): Phase["guest"] {
  return (phases.findLast(({ startSeconds }) => startSeconds <= seconds) ?? phases[0])?.guest ?? "source";
}
