import { assert, assertMatch, assertStrictEquals } from "@std/assert";
import { PAPER } from "../../lib/paper.ts";
import { claimsTable } from "../../lib/report/claims-table.ts";
import { anyClaim } from "./reproductions.ts";

Deno.test("claimsTable stays within 110 columns for every claim of the paper", () => {
  const claims = PAPER.claims.map(({ id, says }) => anyClaim({ id, says, ours: -123456.7, unit: "panels" }));
  const lines = claimsTable(claims).split("\n");
  assert(Math.max(...lines.map((line) => line.length)) <= 110);
});

Deno.test("claimsTable has a head, a rule, and the whole wording of a claim over as many lines as it needs", () => {
  const says = "word ".repeat(40).trim();
  const [head, rule, ...lines] = claimsTable([anyClaim({ says })]).trimEnd().split("\n");
  assertMatch(head, /^rate +claim +paper +ours +holds\?$/);
  assertMatch(rule, /^[- ]+$/);
  assert(lines.length > 1);
  assertStrictEquals(lines.join(" ").match(/word/g)!.length, 40);
});

Deno.test("claimsTable shows the paper's figure beside ours, with units", () => {
  assertMatch(claimsTable([anyClaim()]), /^low .* 36\.2 % +36\.0 % +yes$/m);
});

Deno.test("claimsTable shows a dash where the paper prints no figure, and shouts where a claim fails", () => {
  const text = claimsTable([
    anyClaim({ id: "axes", says: "axes", paper: null, ours: 5, unit: "panels", holds: false }),
  ]);
  assertMatch(text, /^both +axes +– +5 panels +NO$/m);
});
