import { assert, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { type Claim, reproduce } from "../../lib/paper.ts";
import { furtherClaims } from "../../lib/paper/further-claims.ts";

const AVERAGES = ["low-time-reduction", "low-pages-reduction", "high-time-reduction"];

Deno.test("reproduce gives the claims, the figures and the time they took by the clock it is handed", () => {
  let clock = 1000;
  let calls = 0;
  const { claims, figures, simulationSeconds } = reproduce({
    replicates: 1,
    now: () => clock += 2500,
    onProgress: (_, total) => {
      calls++;
      assertStrictEquals(total, 16);
    },
  });
  assertStrictEquals(claims.length, 10);
  assertEquals(Object.keys(figures), ["4", "5"]);
  assertStrictEquals(simulationSeconds, 2.5);
  assertStrictEquals(calls, 16);
});

Deno.test("reproduce repeats five times unless told, from seed 1, and the same seed gives the same", () => {
  const shipped = reproduce({ now: () => 0 });
  assertEquals(shipped, reproduce({ seed: 1, replicates: 5, now: () => 0 }));
  assertNotEquals(shipped.figures, reproduce({ seed: 2, now: () => 0 }).figures);
});

/** The ids of the claims that do not hold. */
const failed = (claims: readonly Claim[]) => claims.filter(({ holds }) => !holds).map(({ id }) => id);

Deno.test("as published, all ten claims hold, and what section 4.2 says besides", () => {
  const { claims, figures } = reproduce({ calibration: "as-published" });
  assertEquals(failed([...claims, ...furtherClaims(figures)]), []);
});

Deno.test("under supported costs the claims hold but for the two averages of time, which fall short", () => {
  const { claims } = reproduce({ calibration: "supported" });
  assertEquals(failed(claims), ["low-time-reduction", "high-time-reduction"]);
  for (const { id, ours, paper } of claims) {
    if (id.endsWith("time-reduction")) assert(paper! - ours > 8, `${id}: ${ours}, in print ${paper}`);
  }
});

Deno.test("as published, the three averages lie within two percentage points for ten other seeds", () => {
  for (let i = 1; i <= 10; i++) {
    for (const { id, paper, ours } of reproduce({ calibration: "as-published", seed: `another seed ${i}` }).claims) {
      if (!AVERAGES.includes(id)) continue;
      assert(Math.abs(ours - paper!) <= 2, `seed ${i}, ${id}: ${ours}, in print ${paper}`);
    }
  }
});
