import assert from "node:assert/strict";
import { simulate } from "../../../lib/simulate.ts";

Deno.test("post-copy stops the guest for suspend, state, latency and resume alone, then brings every page once", () => {
  const host = { copyBytesPerSecond: 1e9, suspendSeconds: 0.02, resumeSeconds: 0.03 };
  const result = simulate({
    vm: { memoryBytes: 5000 * 4096, stateBytes: 1e6 },
    workload: { kind: "uniform", writesPerSecond: 1e5 },
    source: host,
    destination: host,
    network: { bandwidthBitsPerSecond: 8e7, framingEfficiency: 1, latencySeconds: 0.004 },
    migration: { engine: "post-copy" },
  });
  assert.ok(Math.abs(result.downtimeSeconds! - (0.02 + 0.1 + 0.004 + 0.03)) < 1e-9);
  assert.deepEqual(result.phases.map(({ name, guest }) => [name, guest]), [
    ["switchover", "nowhere"],
    ["push and fetch", "destination"],
  ]);
  assert.equal(result.pagesTransferred, 5000);
  assert.equal(result.verdict, "converged");
  assert.deepEqual(result.rounds, []);
  assert.ok(result.demandFaults > 0);
});

Deno.test("post-copy that cannot finish in its time is given up, with the guest at the destination", () => {
  const result = simulate({
    vm: { memoryBytes: 5000 * 4096 },
    migration: { engine: "post-copy", timeLimitSeconds: 0.1 },
  });
  assert.equal(result.verdict, "diverged");
  assert.equal(result.phases.at(-1)!.guest, "destination");
  assert.equal(result.downtimeSeconds, result.phases[0].seconds);
  assert.ok(Math.abs(result.totalSeconds - 0.1) < 1e-9);
  assert.ok(result.pagesTransferred > 0 && result.pagesTransferred < 5000);
});
