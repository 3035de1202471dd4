import type { Claim } from "../paper/claims.ts";
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

/** Options of {@linkcode claimsTable}. */
export interface ClaimsTableOptions {
  /** Show how each claim was tested. Default true. */
  tests?: boolean;
  /** As in `TableOptions`. */
  labels?: boolean;
}

/** The paper's claims, each with the paper's number and ours. */
export function claimsTable(claims: readonly Claim[], { tests = true, labels }: ClaimsTableOptions = {}): Table {
  const rows = claims.map((claim) => ({
    ...{ says: claim.says, rate: rateOf(claim), paper: paperText(claim), ours: oursText(claim), test: claim.test },
    holds: claim.holds ? "yes" : "NO",
  }));
  return table(rows, {
    caption: `The paper's claims: ${claims.filter(({ holds }) => holds).length} of ${claims.length} hold`,
    columns: {
      ...{ says: "claim", rate: "dirty rate", paper: "paper", ours: "ours" },
      ...(tests ? { test: "test" } : {}),
      holds: "holds",
    },
    numeric: ["paper", "ours"],
    labels,
  });
}
