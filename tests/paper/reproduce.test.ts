import { assert, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { reproduce } from "../../lib/paper.ts";
import { VERSION } from "../../lib/text/version.ts";

const AVERAGES = ["low-time-reduction", "low-pages-reduction", "high-time-reduction"];

Deno.test("reproduce returns the claims, the figures, and their seed and replicates", () => {
  let calls = 0;
  const { claims, figures, ...provenance } = reproduce({
    replicates: 1,
    seed: "s",
    onProgress: (_, total) => {
      calls++;
      assertStrictEquals(total, 16);
    },
  });
  assertStrictEquals(claims.length, 10);
  assertEquals(Object.keys(figures), ["4", "5"]);
  assertEquals(provenance, { seed: "s", replicates: 1, version: VERSION });
  assertStrictEquals(calls, 16);
});

Deno.test("reproduce defaults to five replicates and seed 1, and the same seed gives the same results", () => {
  const shipped = reproduce();
  assertEquals(shipped, reproduce({ seed: 1, replicates: 5 }));
  assertNotEquals(shipped.figures, reproduce({ seed: 2 }).figures);
});

Deno.test("the shipped calibration meets all ten claims", () => {
  const claims = reproduce().claims;
  assertEquals(claims.filter(({ holds }) => !holds).map(({ id, ours }) => `${id}: ${ours}`), []);
  for (const { id, paper, ours } of claims) {
    if (AVERAGES.includes(id)) assert(Math.abs(ours - paper!) <= 1, `${id}: ${ours}, in print ${paper}`);
  }
});

Deno.test("the shipped calibration comes within two percentage points of the three averages for ten other seeds", () => {
  for (let i = 1; i <= 10; i++) {
    for (const { id, paper, ours } of reproduce({ seed: `another seed ${i}` }).claims) {
      if (!AVERAGES.includes(id)) continue;
      assert(Math.abs(ours - paper!) <= 2, `seed ${i}, ${id}: ${ours}, in print ${paper}`);
    }
  }
});
