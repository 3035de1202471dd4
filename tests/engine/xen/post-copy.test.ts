import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { simulate } from "../../../lib/simulate.ts";

Deno.test("post-copy stops the guest only for suspend, state, latency and resume, then sends every page once", () => {
  const host = { copyBytesPerSecond: 1e9, suspendSeconds: 0.02, resumeSeconds: 0.03 };
  const result = simulate({
    vm: { memoryBytes: 5000 * 4096, stateBytes: 1e6 },
    workload: { kind: "uniform", writesPerSecond: 1e5 },
    source: host,
    destination: host,
    network: { bandwidthBitsPerSecond: 8e7, framingEfficiency: 1, latencySeconds: 0.004, windowBytes: null },
    migration: { engine: "post-copy" },
  });
  assert(Math.abs(result.downtimeSeconds! - (0.02 + 0.1 + 0.004 + 0.03)) < 1e-9);
  assertEquals(result.phases.map(({ name, guest }) => [name, guest]), [
    ["switchover", "nowhere"],
    ["push and fetch", "destination"],
  ]);
  assertStrictEquals(result.pagesTransferred, 5000);
  assertStrictEquals(result.verdict, "converged");
  assertEquals(result.rounds, []);
  assert(result.demandFaults > 0);
});

Deno.test("post-copy that exceeds its time limit is abandoned with the guest at the destination", () => {
  const result = simulate({
    vm: { memoryBytes: 5000 * 4096 },
    migration: { engine: "post-copy", timeLimitSeconds: 0.1 },
  });
  assertStrictEquals(result.verdict, "diverged");
  assertStrictEquals(result.phases.at(-1)!.guest, "destination");
  assertStrictEquals(result.downtimeSeconds, result.phases[0].seconds);
  assert(Math.abs(result.totalSeconds - 0.1) < 1e-9);
  assert(result.pagesTransferred > 0 && result.pagesTransferred < 5000);
});
