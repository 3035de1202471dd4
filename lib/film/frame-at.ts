import { mistake, quote } from "../text/message.ts";
import type { Film } from "./types.ts";

/**
 * The frame that shows a moment; the first or last one for a moment before or after the film.
 *
 * @param film what `film` returned
 * @param seconds since the migration began
 * @throws {TypeError | RangeError} if the film is something else, or the moment is not a number
 *
 * @example
 * ```ts
 * import { film, frameAt } from "@pageferry/pageferry";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const shot = film({ vm: { memoryBytes: 2 ** 20 } });
 * assertStrictEquals(frameAt(shot, 0), 0);
 * assertStrictEquals(frameAt(shot, shot.result.totalSeconds), 239);
 * ```
 */
export function frameAt(film: Film, seconds: number): number {
  const { frames, frameSeconds } = (film ?? {}) as Partial<Film>;
  if (typeof frames !== "number" || typeof frameSeconds !== "number") {
    throw new TypeError(`Cannot tell frame: film must be what film returned, got ${quote(film)}`);
  }
  if (typeof seconds !== "number" || Number.isNaN(seconds)) throw mistake("tell frame", "seconds", "a number", seconds);
  if (!(seconds > 0)) return 0;
  return Math.min(frames - 1, Math.floor(seconds / frameSeconds));
}
