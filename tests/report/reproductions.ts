import type { Claim, Reproduction } from "../../lib/paper.ts";
import { anyFigures } from "../plot/bars.ts";

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

/** Ten claims of which the last does not hold with supported costs, and one more that holds. */
export function anyReproduction(claims: Claim[] = tenClaims()): Reproduction {
  const outcome = { claims, furtherClaims: [furtherClaim()], figures: anyFigures() };
  const asPublished = { ...outcome, claims: claims.map((claim) => ({ ...claim, holds: true })) };
  return { ...outcome, asPublished, seed: 1, replicates: 5, version: "1.2.3" };
}

function furtherClaim(): Claim {
  return anyClaim({ id: "high-further", says: "more is reduced", paper: null, unit: "MiB", foundIn: "section 4.2" });
}

function tenClaims(): Claim[] {
  return Array.from({ length: 10 }, (_, i) => anyClaim({ id: `high-claim-${i}`, paper: null, holds: i < 9 }));
}
