import type { Claim } from "../paper/claims.ts";
import { type Table, table } from "./table.ts";

/** What the paper says beside what the simulation gives. */
export function claimsTable(claims: readonly Claim[]): Table {
  return table(claims, {
    caption: `The paper's claims: ${claims.filter(({ holds }) => holds).length} of ${claims.length} hold`,
    columns: {
      id: "claim",
      says: "the paper says",
      paper: "paper",
      ours: "ours",
      unit: "unit",
      test: "test",
      holds: "holds",
    },
    digits: 3,
  });
}
