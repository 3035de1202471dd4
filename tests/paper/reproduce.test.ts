import { assert, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { type CalibrationOutcome, reproduce } from "../../lib/paper.ts";
import { claimOutcomes } from "../../lib/paper/findings.ts";
import { VERSION } from "../../lib/text/version.ts";

const AVERAGES = ["low-time-reduction", "low-pages-reduction", "high-time-reduction"];

Deno.test("reproduce returns the claims and figures of both calibrations, and their seed and replicates", () => {
  const progress: number[] = [];
  const { claims, figures, furtherClaims, asPublished, ...provenance } = reproduce({
    replicates: 1,
    seed: "s",
    onProgress: (done, total) => {
      progress.push(done);
      assertStrictEquals(total, 32);
    },
  });
  for (const outcome of [{ claims, figures, furtherClaims }, asPublished]) {
    assertEquals([outcome.claims.length, outcome.furtherClaims.length], [10, 3]);
    assertEquals(Object.keys(outcome.figures), ["4", "5"]);
  }
  assertNotEquals(asPublished.figures, figures);
  assertEquals(provenance, { seed: "s", replicates: 1, version: VERSION });
  assertEquals(progress, Array.from({ length: 32 }, (_, i) => i + 1));
});

Deno.test("reproduce defaults to five replicates and seed 1, and the same seed gives the same results", () => {
  const shipped = reproduce();
  assertEquals(shipped, reproduce({ seed: 1, replicates: 5 }));
  assertNotEquals(shipped.figures, reproduce({ seed: 2 }).figures);
});

/** The ids of the claims that do not hold. */
function failing({ claims, furtherClaims }: CalibrationOutcome): string[] {
  return [...claims, ...furtherClaims].filter(({ holds }) => !holds).map(({ id }) => id);
}

Deno.test("as published, all ten claims and the further statements hold", () => {
  assertEquals(failing(reproduce().asPublished), []);
});

Deno.test("with supported costs, the averages of time fail by far, and the average of pages at the high rate by chance", () => {
  const supported = reproduce();
  assertEquals(failing(supported), ["low-time-reduction", "high-time-reduction", "high-pages-reduction"]);
  for (const { id, ours, paper } of supported.claims) {
    if (id.endsWith("time-reduction")) assert(paper! - ours > 8, `${id}: ${ours}, in print ${paper}`);
  }
  assertEquals(failing(reproduce({ replicates: 40 })), ["low-time-reduction", "high-time-reduction"]);
});

Deno.test("as published, the three averages are within two percentage points for ten other seeds", () => {
  for (let i = 1; i <= 10; i++) {
    for (const { id, paper, ours } of reproduce({ seed: `another seed ${i}` }).asPublished.claims) {
      if (!AVERAGES.includes(id)) continue;
      assert(Math.abs(ours - paper!) <= 2, `seed ${i}, ${id}: ${ours}, in print ${paper}`);
    }
  }
});

Deno.test("every claim comes out as expected, and a change of any outcome but the known toss-ups is noticed", () => {
  const shipped = reproduce();
  assert(claimOutcomes(shipped).every(({ asExpected }) => asExpected));
  const flipped = structuredClone({ ...shipped });
  for (const { claims, furtherClaims } of [flipped, flipped.asPublished]) {
    for (const claim of [...claims, ...furtherClaims]) claim.holds = !claim.holds;
  }
  const unnoticed = claimOutcomes(flipped).filter(({ asExpected }) => asExpected);
  assertEquals(unnoticed.map(({ calibration, claim }) => [calibration, claim.id]), [
    ["supported", "high-pages-reduction"],
    ["as-published", "high-pages-reduction"],
  ]);
});
