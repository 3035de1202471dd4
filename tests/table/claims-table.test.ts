import { assert, assertMatch } from "@std/assert";
import { PAPER } from "../../lib/paper.ts";
import { claimsTable } from "../../lib/table/claims-table.ts";
import { anyClaim } from "../report/reproductions.ts";

Deno.test("claimsTable(claims) stays within 110 columns for every claim of the paper", () => {
  const claims = PAPER.claims.map(({ id, says }) => anyClaim({ id, says, ours: -123456.7, unit: "panels" }));
  for (const tests of [true, false]) {
    assert(claimsTable(claims, { tests }).text.split("\n").every((line) => line.length <= 110));
  }
});

Deno.test("claimsTable(claims) shows the paper's number beside ours, with units", () => {
  assertMatch(claimsTable([anyClaim()], { tests: false }).text, /^three-stage .* low +36\.2 % +36\.0 % +yes$/m);
});

Deno.test("claimsTable(claims) shows a dash for a claim in words, and NO for one that does not hold", () => {
  const claim = anyClaim({ id: "axes", says: "axes", paper: null, ours: 5, unit: "panels", holds: false });
  const { text } = claimsTable([claim], { tests: false });
  assertMatch(text, /^The paper's claims: 0 of 1 hold$/m);
  assertMatch(text, /^axes +both +– +5 panels +NO$/m);
});
