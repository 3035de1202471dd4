import { assert, assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import { applyPolicy, createPolicy } from "../../../lib/engine/qemu/policy.ts";
import { timeLimitOf } from "../../../lib/engine/run/time-limit.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { PlatformName } from "../../../lib/scenario/names.ts";
import type { Migration } from "../../../lib/scenario/types.ts";
import { simulate } from "../../../lib/simulate.ts";

const GIB = 2 ** 30;

function policyOf(preset: PlatformName, memoryGiB = 1) {
  return createPolicy(parseScenario({ preset, vm: { memoryBytes: memoryGiB * GIB } }));
}

/** The downtime limit of a platform at a time, in milliseconds. */
function limitAt(policy: ReturnType<typeof policyOf>, seconds: number, syncs = 0, pendingPages = 1000): number {
  applyPolicy(policy, { seconds, pendingPages, syncs, bytes: seconds * 1e5 });
  return Math.round(policy.downtimeLimitSeconds * 1000);
}

Deno.test("Nova raises the downtime limit from 50 to 500 ms in ten steps, by 75 s per GiB", () => {
  const policy = policyOf("nova", 4);
  assertEquals([0, 299, 300, 600, 2999, 3000, 9000].map((seconds) => limitAt(policy, seconds)), [
    50,
    50,
    95,
    140,
    455,
    500,
    500,
  ]);
  // A guest below 2 GiB counts as 2 GiB.
  assertEquals([149, 150].map((seconds) => limitAt(policyOf("nova", 1), seconds)), [50, 95]);
});

Deno.test("VEP 291 of KubeVirt begins after the third read of the dirty log and goes up to 1050 ms", () => {
  const policy = policyOf("kubevirt-steps");
  assertEquals([limitAt(policy, 50, 2), limitAt(policy, 60, 3), limitAt(policy, 70, 4)], [150, 150, 300]);
  assertStrictEquals(limitAt(policy, 1000, 40), 1050);
});

Deno.test("Proxmox VE doubles the downtime limit when six polls have found that the rest has grown", () => {
  const policy = policyOf("proxmox");
  const polls = (from: number, pages: number[]) => pages.map((rest, i) => limitAt(policy, from + i, 1, rest));
  assertEquals(polls(1, [100, 90, 200, 300, 250, 400, 500, 600]), [100, 100, 100, 100, 100, 100, 100, 100]);
  assertEquals(polls(9, [700, 600, 800]), [200, 200, 200]);
  // Between two polls nothing is counted.
  assertEquals([11.2, 11.4, 11.6].map((seconds, i) => limitAt(policy, seconds, 1, 900 + i)), [200, 200, 200]);
  // 10 pages are less than the 1e5 bytes that were sent between two polls.
  assertEquals(polls(12, [10]), [200]);
  const often = Array.from({ length: 6 }, (_, i) => limitAt(policy, 12.2 + 0.11 * i, 1, 11 + i));
  assertEquals(often, [200, 200, 200, 200, 400, 400]);
});

Deno.test("Proxmox VE skips a poll at which nothing more was sent", () => {
  const policy = policyOf("proxmox");
  for (let seconds = 1; seconds < 20; seconds++) {
    applyPolicy(policy, { seconds, pendingPages: 1000 * seconds, syncs: 1, bytes: 5 });
  }
  assertStrictEquals(policy.downtimeLimitSeconds, 0.1);
});

Deno.test("KubeVirt counts any decrease between two polls as progress", () => {
  const policy = policyOf("kubevirt");
  const at = (seconds: number, pendingPages: number) =>
    applyPolicy(policy, { seconds, pendingPages, syncs: 1, bytes: 0 });
  // A saw-tooth that never falls below its first values.
  for (let i = 0; i < 1000; i++) assertStrictEquals(at(i * 0.41, [100, 900, 700, 500][i % 4]), null);
  const stuck = Array.from({ length: 400 }, (_, i) => at(410 + i * 0.41, 500 + i));
  assertStrictEquals(stuck.indexOf("abandon"), 375);
});

/** A guest that dirties memory faster than the link sends. */
function ended(migration: Partial<Migration>, preset: PlatformName = "libvirt") {
  return simulate({
    preset,
    vm: { memoryBytes: GIB / 2 },
    workload: { kind: "uniform", writesPerSecond: 100_000 },
    migration,
  });
}

Deno.test("a migration whose time is up is aborted, paused or switched to post-copy", () => {
  const aborted = ended({ timeLimitSeconds: 20 });
  assertStrictEquals(aborted.verdict, "diverged");
  assertAlmostEquals(aborted.totalSeconds, 20, 0.2);
  const paused = ended({ timeLimitSeconds: 20, timeLimitAction: "pause" });
  assertStrictEquals(paused.verdict, "forced");
  assert(paused.totalSeconds > 20 && paused.downtimeSeconds! > 2);
  const switched = ended({ timeLimitSeconds: 20, timeLimitAction: "post-copy" });
  assertStrictEquals(switched.verdict, "forced");
  assert(switched.downtimeSeconds! < 0.5 && switched.demandFaults > 0 && switched.totalSeconds > 20);
});

Deno.test("a post-copy phase that the time limit began goes on until all pages have arrived", () => {
  const { verdict, totalSeconds, phases } = ended({ timeLimitSeconds: 2, timeLimitAction: "post-copy" });
  assertStrictEquals(verdict, "forced");
  assert(totalSeconds > 4 && phases.at(-1)!.guest === "destination", `${totalSeconds}`);
});

Deno.test("after maxRounds reads of the log under one limit, the simulation skips to the next act of the platform", () => {
  const steps = { downtimeSteps: [0.1, 0.2, 9], downtimeStepSeconds: 5000, timeLimitSeconds: 20_000, maxRounds: 30 };
  const raised = ended(steps);
  assertStrictEquals(raised.verdict, "converged");
  assert(raised.totalSeconds > 10_000 && raised.totalSeconds < 10_020, `${raised.totalSeconds}`);
  // The link stays busy while time is skipped.
  assertAlmostEquals(raised.bytesTransferred / raised.totalSeconds / raised.rate.bytesPerSecond, 1, 0.02);
  const low = { ...steps, downtimeSteps: [0.1, 0.2] };
  const paused = ended({ ...low, timeLimitAction: "pause" });
  assertStrictEquals(paused.verdict, "forced");
  assert(paused.totalSeconds > 20_000 && paused.totalSeconds < 20_010, `${paused.totalSeconds}`);
  assertStrictEquals(ended(low).verdict, "diverged");
});

Deno.test("the time limit per GiB follows memory", () => {
  // KubeVirt counts 10^9 bytes and rounds up, Nova counts at least 2 GiB.
  assertAlmostEquals(ended({}, "kubevirt-hco").totalSeconds, 20, 0.2);
  const limit = (preset: PlatformName, gib: number) =>
    timeLimitOf(parseScenario({ preset, vm: { memoryBytes: gib * GIB } }));
  assertEquals([limit("kubevirt", 64), limit("nova", 1), limit("nova", 64)], [69 * 150, 1600, 51_200]);
  assertAlmostEquals(ended({ timeLimitSecondsPerGiB: 60 }).totalSeconds, 30, 0.2);
});

Deno.test("a limit that rises lets a migration converge", () => {
  const fixed = ended({ downtimeLimitSeconds: 0.1, timeLimitSeconds: 120 });
  const rising = ended({
    downtimeLimitSeconds: 0.1,
    timeLimitSeconds: 120,
    downtimeSteps: [0.1, 1, 4, 8],
    downtimeStepSeconds: 10,
  });
  const doubling = ended({ downtimeLimitSeconds: 0.1, timeLimitSeconds: 120, downtimeDoublingPolls: 3 });
  assertEquals([fixed.verdict, rising.verdict, doubling.verdict], ["diverged", "converged", "converged"]);
});
