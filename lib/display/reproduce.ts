import { reproduce as reproducePlainly, type ReproduceOptions, type Reproduction } from "../paper/reproduce.ts";
import { displaying } from "./displaying.ts";
import { withProgress } from "./progress.ts";

/**
 * Reproduces Figures 4 and 5 of the three-stage-copy paper and judges its claims.
 *
 * In a notebook a line says how far it is, unless you are told through `onProgress`; as the last expression of a cell the
 * reproduction shows itself, as the two figures and the table of claims.
 *
 * @example
 * ```ts
 * import { reproduce } from "@pageferry/pageferry/paper";
 * import assert from "node:assert/strict";
 *
 * const { claims } = reproduce({ replicates: 1 });
 * assert.equal(claims.length, 10);
 * ```
 */
export function reproduce(options: ReproduceOptions = {}): Reproduction {
  const { onProgress } = options;
  const reproduction = onProgress === undefined
    ? withProgress("simulations", (onProgress) => reproducePlainly({ ...options, onProgress }))
    : reproducePlainly(options);
  return displaying(reproduction);
}
