import { quote } from "../text/message.ts";
import type { Film } from "./types.ts";

/**
 * What the pages of a cell may be, as the source knows it, in the order of {@linkcode cellStates}: never sent; up to date
 * at the destination; stale there, found dirty since and to be sent again; awaited: absent at the destination with the
 * guest running there.
 */
export const CELL_STATES = ["never sent", "up to date", "stale", "awaited"] as const;

/** One of {@linkcode CELL_STATES}. */
export type CellState = typeof CELL_STATES[number];

/**
 * Tells in which state the pages of every cell are at the end of a frame. Quick enough for every frame of an animation.
 *
 * @param film what `film` returned
 * @param frame 0 to `film.frames` - 1
 * @param into takes the answer, so that an animation needs no new memory; 4 numbers per cell
 * @returns `into`, or a new array: for cell i at `4 * i` to `4 * i + 3` the fractions of its pages, 0 to 1, that were never
 *   sent, are up to date, stale, awaited; they add up to 1
 * @throws {TypeError} if `film` is not a film
 * @throws {RangeError} if there is no such frame, or `into` has another length
 *
 * @example
 * ```ts
 * import { cellStates, film } from "@pageferry/pageferry";
 * import { assertEquals, assertStrictEquals } from "@std/assert";
 *
 * const shot = film({ vm: { memoryBytes: 2 ** 20 } }, { frames: 10 });
 * const states = cellStates(shot, 9);
 * assertStrictEquals(states.length, 4 * shot.cells);
 * assertEquals(Array.from(states.subarray(0, 4)), [0, 1, 0, 0]); // all up to date
 * ```
 */
export function cellStates(film: Film, frame: number, into?: Float32Array): Float32Array {
  if (!(film?.cellStarts instanceof Float64Array)) {
    throw new TypeError(`Cannot tell cell states: film must be the return value of film(), got ${quote(film)}`);
  }
  const { frames, cells, cellStarts, pagesNeverSent, pagesStale } = film;
  if (!Number.isInteger(frame) || frame < 0 || frame >= frames) {
    throw new RangeError(`Cannot tell cell states: frame must be a whole number from 0 to ${frames - 1}, got ${frame}`);
  }
  const states = into ?? new Float32Array(4 * cells);
  if (states.length !== 4 * cells) {
    throw new RangeError(`Cannot tell cell states: into must have a length of ${4 * cells}, got ${states.length}`);
  }
  const resumed = resumedBy(film, frame);
  for (let cell = 0, at = frame * cells; cell < cells; cell++, at++) {
    const pages = cellStarts[cell + 1] - cellStarts[cell];
    const never = pagesNeverSent[at] / pages;
    const stale = pagesStale[at] / pages;
    states[4 * cell] = resumed ? 0 : never;
    states[4 * cell + 1] = 1 - never - stale;
    states[4 * cell + 2] = resumed ? 0 : stale;
    states[4 * cell + 3] = resumed ? never + stale : 0;
  }
  return states;
}

/** Whether the guest runs at the destination by the end of a frame. */
function resumedBy({ afterResume, frames, frameSeconds }: Film, frame: number): boolean {
  if (afterResume === null) return false;
  // The last frame ends with the migration, whatever rounding says.
  return frame === frames - 1 || (frame + 1) * frameSeconds > afterResume.startSeconds;
}
