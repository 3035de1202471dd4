import type { Claim, Reproduction } from "../../lib/paper.ts";
import type { PaperParameters } from "../../lib/scenario/song-2014-parameters.ts";
import calibration from "../../data/song-2014-calibration.json" with { type: "json" };
import { anyFigures } from "../plot/bars.ts";

/** The shipped parameters. */
export const PARAMETERS: PaperParameters = calibration.parameters;

/** A claim like the paper's averages. */
export function anyClaim(changes: Partial<Claim> = {}): Claim {
  return {
    id: "low-time-reduction",
    says: "three-stage copy reduces total migration time by this much on average over the four sizes",
    paper: 36.2,
    ours: 36.04,
    unit: "%",
    test: "mean reduction over the four sizes; within 1 percentage point",
    holds: true,
    ...changes,
  };
}

/** Ten claims. The last one does not hold. */
export function anyReproduction(claims: Claim[] = tenClaims()): Reproduction {
  return { claims, figures: anyFigures(), seed: 1, replicates: 5, version: "1.2.3" };
}

function tenClaims(): Claim[] {
  return Array.from({ length: 10 }, (_, i) => anyClaim({ id: `high-claim-${i}`, paper: null, holds: i < 9 }));
}
