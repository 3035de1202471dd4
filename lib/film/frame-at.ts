import type { Film } from "./types.ts";

/**
 * The frame that shows a moment; the first or last one for a moment before or after the film.
 *
 * @param film what `film` returned
 * @param seconds since the migration began
 *
 * @example
 * ```ts
 * import { film, frameAt } from "@pageferry/pageferry";
 * import assert from "node:assert/strict";
 *
 * const shot = film({ vm: { memoryBytes: 2 ** 20 } });
 * assert.equal(frameAt(shot, 0), 0);
 * assert.equal(frameAt(shot, shot.result.totalSeconds), 239);
 * ```
 */
export function frameAt({ frames, frameSeconds }: Film, seconds: number): number {
  if (!(seconds > 0)) return 0;
  return Math.min(frames - 1, Math.floor(seconds / frameSeconds));
}
