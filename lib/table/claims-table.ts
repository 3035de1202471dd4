import type { Claim } from "../paper/claims.ts";
import type { Reproduction } from "../paper/reproduce.ts";
import { formatFixed, formatNumber } from "../text/format.ts";
import { type Table, table } from "./table.ts";

/** The dirty rate that a claim is about, from its id. */
export function rateOf({ id }: Pick<Claim, "id">): "low" | "high" | "both" {
  if (id.startsWith("low-")) return "low";
  return id.startsWith("high-") ? "high" : "both";
}

/** The paper's number for a claim, such as `36.2 %`; a dash if the paper gives none. */
export function paperText({ paper, unit }: Claim): string {
  return paper === null ? "–" : `${formatNumber(paper)} ${unit}`;
}

/** The simulated number for a claim. Percentages have one decimal, as in the paper. */
export function oursText({ ours, unit }: Claim): string {
  return `${unit === "%" ? formatFixed(ours, 1) : formatNumber(ours)} ${unit}`;
}

/** How many of these claims hold, such as `8 of 10`. */
export function countHolding(claims: readonly Claim[]): string {
  return `${claims.filter(({ holds }) => holds).length} of ${claims.length}`;
}

/** Options of {@linkcode claimsTable}. */
export interface ClaimsTableOptions {
  /** Show how each claim was tested. Default true. */
  tests?: boolean;
  /** As in `TableOptions`. */
  labels?: boolean;
}

/**
 * The paper's claims, then the further statements of its text: the paper's number, ours with either calibration, and
 * whether the claim holds.
 */
export function claimsTable(
  { claims, furtherClaims, asPublished }: Pick<Reproduction, "claims" | "furtherClaims" | "asPublished">,
  { tests = true, labels }: ClaimsTableOptions = {},
): Table {
  const published = [...asPublished.claims, ...asPublished.furtherClaims];
  const rows = [...claims, ...furtherClaims].map((claim, i) => ({
    says: claim.foundIn === undefined ? claim.says : `${claim.says} (${claim.foundIn})`,
    rate: rateOf(claim),
    paper: paperText(claim),
    supported: verdictText(claim),
    published: verdictText(published[i]),
    test: claim.test,
  }));
  return table(rows, {
    caption: `The paper's claims: ${countHolding(claims)} hold with supported costs, ${
      countHolding(asPublished.claims)
    } as published`,
    columns: {
      ...{ says: "claim", rate: "dirty rate", paper: "paper", supported: "supported", published: "as published" },
      ...(tests ? { test: "test" } : {}),
    },
    numeric: ["paper", "supported", "published"],
    labels,
  });
}

function verdictText(claim: Claim): string {
  return `${oursText(claim)}, ${claim.holds ? "holds" : "FAILS"}`;
}
