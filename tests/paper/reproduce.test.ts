import assert from "node:assert/strict";
import { reproduce } from "../../lib/paper.ts";

const AVERAGES = ["low-time-reduction", "low-pages-reduction", "high-time-reduction"];

Deno.test("reproduce gives the claims, the figures and the time they took by the clock it is handed", () => {
  let clock = 1000;
  let calls = 0;
  const { claims, figures, simulationSeconds } = reproduce({
    replicates: 1,
    now: () => clock += 2500,
    onProgress: (_, total) => {
      calls++;
      assert.equal(total, 16);
    },
  });
  assert.equal(claims.length, 10);
  assert.deepEqual(Object.keys(figures), ["4", "5"]);
  assert.equal(simulationSeconds, 2.5);
  assert.equal(calls, 16);
});

Deno.test("reproduce repeats five times unless told, from seed 1, and the same seed gives the same", () => {
  const shipped = reproduce({ now: () => 0 });
  assert.deepEqual(shipped, reproduce({ seed: 1, replicates: 5, now: () => 0 }));
  assert.notDeepEqual(shipped.figures, reproduce({ seed: 2, now: () => 0 }).figures);
});

Deno.test("the shipped calibration meets all ten claims", () => {
  const claims = reproduce().claims;
  assert.deepEqual(claims.filter(({ holds }) => !holds).map(({ id, ours }) => `${id}: ${ours}`), []);
  for (const { id, paper, ours } of claims) {
    if (AVERAGES.includes(id)) assert.ok(Math.abs(ours - paper!) <= 1, `${id}: ${ours}, in print ${paper}`);
  }
});

Deno.test("the shipped calibration comes within two percentage points of the three averages for ten other seeds", () => {
  for (let i = 1; i <= 10; i++) {
    for (const { id, paper, ours } of reproduce({ seed: `another seed ${i}` }).claims) {
      if (!AVERAGES.includes(id)) continue;
      assert.ok(Math.abs(ours - paper!) <= 2, `seed ${i}, ${id}: ${ours}, in print ${paper}`);
    }
  }
});
