import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { advise, type AdviseInput } from "../../lib/predict/advise.ts";
import { predict } from "../../lib/predict/predict.ts";
import { curveOfRate } from "../../lib/predict/shapes.ts";
import { assertThrowsWith } from "../errors.ts";

const GIB = 2 ** 30;
/** A guest that writes in 1 GB of memory: `mean` is the time in seconds between two writes to a page. */
const curveOf = (mean: number) => ({
  points: [1, 2, 4, 8, 16].map((seconds) => ({ seconds, dirtyPages: 250_000 * -Math.expm1(-seconds / mean) })),
  source: "a test",
  sampled: false,
  warnings: [],
});
const CURVE = curveOf(10);
const GUEST: AdviseInput = {
  ...{ curve: CURVE, memoryBytes: 4 * GIB, bandwidthBitsPerSecond: 10e9, seeds: 3 },
  ...{ downtimeSeconds: 0.4, withinSeconds: 60 },
};

Deno.test("advise prefers the platform's own limits with the smallest share of the link that meets the target", () => {
  const { best, nearest, asIs, reason } = advise(GUEST);
  assertEquals([best!.measure, best!.linkShare, nearest], ["the platform's limits", 0.25, null]);
  assert(asIs.meets && asIs.totalSeconds!.max < best!.totalSeconds!.min);
  assertMatch(reason, /^Nothing cheaper meets the target: with 10 % of the link it takes up to 6\d(\.\d)? s\.$/);
  assertMatch(best!.set[0], /^virsh migrate --bandwidth 28\d$/);
});

Deno.test("predict with the advised settings meets the target", () => {
  const { best } = advise({ ...GUEST, downtimeSeconds: 0.05, withinSeconds: 20 });
  const { totalSeconds, downtimeSeconds, verdicts } = predict({
    ...{ curve: CURVE, memoryBytes: 4 * GIB, bandwidthBitsPerSecond: 10e9, seeds: 3 },
    downtimeLimitSeconds: best!.downtimeLimitSeconds!,
    maxBytesPerSecond: best!.maxBytesPerSecond,
  });
  assertEquals([best!.measure, verdicts], ["a downtime limit", { converged: 3 }]);
  assert(totalSeconds!.max <= 20 && downtimeSeconds!.max <= 0.05);
  assertEquals(totalSeconds, best!.totalSeconds);
});

Deno.test("advise goes on to intrusive measures in order, and says why the one before fails", () => {
  const slow = { ...GUEST, curve: curveOf(2), bandwidthBitsPerSecond: 1e9, withinSeconds: 90, downtimeSeconds: 0.4 };
  const { best, options, reason } = advise(slow);
  assertEquals(options.map(({ measure }) => measure), [
    ...["the platform's limits", "a downtime limit", "auto-converge", "post-copy after a timeout", "three-stage copy"],
    "post-copy",
  ]);
  const at = options.indexOf(best!);
  assert(at > 1, best!.measure);
  assert(options.slice(0, at).every(({ meets }) => !meets));
  assert(reason.includes(`with ${options[at - 1].measure} alone `), reason);
});

Deno.test("if no settings meet the target, the nearest are those that need the least relaxation", () => {
  const { best, nearest, options, reason } = advise({ ...GUEST, bandwidthBitsPerSecond: 1e9, withinSeconds: 10 });
  assertStrictEquals(best, null);
  // 4 GiB take 36.5 s over 1 Gbit/s.
  assert(nearest!.relaxBy! > 3.6 && nearest!.relaxBy! < 4.5, `${nearest!.relaxBy}`);
  assert(options.every(({ relaxBy }) => relaxBy === null || relaxBy >= nearest!.relaxBy!));
  assertMatch(reason, /^No setting meets the target; .* comes nearest, but it takes up to 3\d(\.\d)? s\.$/);
});

Deno.test("only what a platform can set is advised", () => {
  const measuresOf = (platform: AdviseInput["platform"]) =>
    advise({ ...GUEST, platform, seeds: 1 }).options.map(({ measure }) => measure);
  assertEquals(measuresOf("proxmox"), ["the platform's limits", "a downtime limit"]);
  assertEquals(measuresOf("kubevirt"), ["the platform's limits", "auto-converge", "post-copy after a timeout"]);
  assertEquals(measuresOf("xenserver"), ["the platform's limits"]);
});

Deno.test("a cap of the platform that binds is raised, in the platform's own words", () => {
  const { best, asIs } = advise({ ...GUEST, platform: "kubevirt-2020", withinSeconds: 30 });
  assertStrictEquals(asIs.meets, false);
  assertMatch(best!.set.join(), /^bandwidthPerMigration: \d+Mi$/);
  assert(best!.maxBytesPerSecond! > 64 * 2 ** 20);
});

Deno.test("of a single rate, every shape of working set must meet the target with the probability", () => {
  const { best, options, warnings } = advise({ ...GUEST, curve: curveOfRate(20e6, 1), probability: 0.5, seeds: 2 });
  assertMatch(warnings[0], /^one dirty rate says little/);
  assert(best!.metShare >= 0.5);
  assertEquals(options.map(({ meets, metShare }) => meets === metShare >= 0.5), options.map(() => true));
});

Deno.test("advise says in one line which value is wrong", () => {
  const wrong: [Partial<AdviseInput>, string][] = [
    [{ downtimeSeconds: 0 }, "Cannot advise: downtimeSeconds must be a number above 0, got 0"],
    [{ withinSeconds: Infinity }, "Cannot advise: withinSeconds must be a number above 0, got Infinity"],
    [{ probability: 1.5 }, "Cannot advise: probability must be above 0, at most 1, got 1.5"],
    [
      { memoryBytes: undefined },
      "Cannot advise: memoryBytes must be given, because the curve does not say it, got nothing",
    ],
  ];
  for (const [part, message] of wrong) assertThrowsWith(() => advise({ ...GUEST, ...part }), { message });
});
