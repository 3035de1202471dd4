import { mistake, quote } from "../text/message.ts";
import type { Film } from "./types.ts";

/**
 * The frame that contains a moment; the first or the last frame for a moment before or after the film.
 *
 * @param film the result of `film`
 * @param seconds since the migration began
 * @throws {TypeError} if `film` is not a film or `seconds` is not a number
 * @throws {RangeError} if `seconds` is NaN
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
    throw new TypeError(`Cannot find frame: film must be the return value of film(), got ${quote(film)}`);
  }
  if (typeof seconds !== "number" || Number.isNaN(seconds)) throw mistake("find frame", "seconds", "a number", seconds);
  if (!(seconds > 0)) return 0;
  return Math.min(frames - 1, Math.floor(seconds / frameSeconds));
}
