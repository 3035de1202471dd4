import { assert, assertMatch } from "@std/assert";
import { type Claim, PAPER } from "../../lib/paper.ts";
import { claimsTable, type ClaimsTableOptions } from "../../lib/table/claims-table.ts";
import { anyClaim } from "../report/reproductions.ts";

function textOf(claims: Claim[], furtherClaims: Claim[], options: ClaimsTableOptions = {}): string {
  const published = claims.map((claim) => ({ ...claim, ours: claim.ours + 1, holds: true }));
  return claimsTable({
    claims,
    furtherClaims,
    asPublished: { claims: published, furtherClaims, figures: undefined as never },
  }, options).text;
}

Deno.test("claimsTable(reproduction) stays within 110 columns for every claim of the paper", () => {
  const wide = ({ id, says, foundIn }: Partial<Claim>) =>
    anyClaim({ id, says, foundIn, ours: -123456.7, unit: "panels", holds: false });
  for (const tests of [true, false]) {
    const text = textOf(PAPER.claims.map(wide), PAPER.furtherClaims.map(wide), { tests });
    assert(text.split("\n").every((line) => line.length <= 110));
  }
});

Deno.test("claimsTable(reproduction) shows the paper's number beside ours of both calibrations, with units", () => {
  const text = textOf([anyClaim({ holds: false })], [], { tests: false });
  assertMatch(text, /^The paper's claims: 0 of 1 hold with supported costs, 1 of 1 as published$/m);
  assertMatch(text, /^three-stage .* low +36\.2 % +36\.0 %, FAILS +37\.0 %, holds$/m);
});

Deno.test("claimsTable(reproduction) shows a dash for a claim in words, and where a further statement is found", () => {
  const claim = anyClaim({ id: "axes", says: "axes", paper: null, ours: 5, unit: "panels", foundIn: "section 9" });
  assertMatch(
    textOf([], [claim], { tests: false }),
    /^axes \(section 9\) +both +– +5 panels, holds +5 panels, holds$/m,
  );
});
