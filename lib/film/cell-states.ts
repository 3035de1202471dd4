import { quote } from "../text/message.ts";
import type { Film } from "./types.ts";

/**
 * The state of a page, as the source knows it. `never sent`; `up to date` at the destination; `stale` there: found dirty since
 * it was sent, to be sent again; `awaited`: absent at the destination while the guest runs there.
 */
export type CellState = "never sent" | "up to date" | "stale" | "awaited";

/** All states, in the order of {@linkcode cellStates}. */
export const CELL_STATES: readonly CellState[] = ["never sent", "up to date", "stale", "awaited"];

/**
 * The states of the pages of every cell at the end of a frame. Fast enough for every frame of an animation.
 *
 * @param film the result of `film`
 * @param frame 0 to `film.frames` - 1
 * @param into an array of 4 numbers per cell to fill, which saves an animation the allocation
 * @returns `into`, or a new array: at `4 * i` to `4 * i + 3` the fractions of the pages of cell i that were never sent, are
 *   up to date, are stale and are awaited; they add up to 1
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
    throw new TypeError(`Cannot return cell states: film must be the return value of film(), got ${quote(film)}`);
  }
  const { frames, cells, cellStarts, pagesNeverSent, pagesStale } = film;
  if (!Number.isInteger(frame) || frame < 0 || frame >= frames) {
    throw new RangeError(
      `Cannot return cell states: frame must be a whole number from 0 to ${frames - 1}, got ${frame}`,
    );
  }
  const states = into ?? new Float32Array(4 * cells);
  if (states.length !== 4 * cells) {
    throw new RangeError(`Cannot return cell states: into must have a length of ${4 * cells}, got ${states.length}`);
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
  // The last frame ends with the migration, despite rounding.
  return frame === frames - 1 || (frame + 1) * frameSeconds > afterResume.startSeconds;
}
