/**
 * Reproduction of the three-stage-copy paper (Song, Liu, Yin, Gao 2014): its figures and claims.
 *
 * @module
 */
import { withProgress } from "./jupyter/progress.ts";
import { displayableOutcome } from "./notebook/outcome.ts";
import { checkReproduceOptions, type ReproduceOptions, reproducePaper, type Reproduction } from "./paper/reproduce.ts";

export type { Bar, DirtyRate, Figures, Panel, PaperEngine } from "./paper/bars.ts";
export type { Claim } from "./paper/claims.ts";
export { PAPER, type Paper, type PublishedClaim, type PublishedPanel } from "./paper/published.ts";
export type { ReproduceOptions, Reproduction } from "./paper/reproduce.ts";

/**
 * Reproduces Figures 4 and 5 of the three-stage-copy paper and checks its claims.
 *
 * In a notebook, a progress line appears unless `onProgress` is given, and a reproduction displays itself at the end of a
 * cell as the two figures and the table of claims.
 *
 * @throws {TypeError | RangeError} if an option is unknown, or its value is not allowed
 *
 * @example
 * ```ts
 * import { reproduce } from "@pageferry/pageferry/paper";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const { claims } = reproduce({ replicates: 1 });
 * assertStrictEquals(claims.length, 10);
 * ```
 */
export function reproduce(options: ReproduceOptions = {}): Reproduction {
  checkReproduceOptions(options);
  return displayableOutcome(
    withProgress(
      { what: "simulations", onProgress: options.onProgress },
      (onProgress) => reproducePaper({ ...options, onProgress }),
    ),
  );
}
