import { assert, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import type { MigrationResult } from "../../lib/engine/run/result.ts";
import { simulate } from "../../lib/simulate.ts";
import { scenarioOf } from "../../lib/qemu/scenario-of.ts";
import { validate } from "../../lib/qemu.ts";
import type { Predicted } from "../../lib/validation/types.ts";
import type { PredictionError } from "../../lib/validation/types.ts";
import { average } from "../random/statistics.ts";
import { runOf } from "./runs.ts";

const near = (a: number | null, b: number) => assert(a !== null && Math.abs(a - b) < 1e-9, `${a}, expected ${b}`);

/** The time at which the source has written all of pre-copy. QEMU's clocks stop there. */
function writtenAt({ phases }: MigrationResult): number {
  const { startSeconds, seconds } = phases.find(({ name }) => name === "final copy")!;
  return startSeconds + seconds;
}

/** The prediction for a run. */
function predict(changes: Parameters<typeof runOf>[0], seeds = 2): Predicted {
  return validate([runOf(changes)], { seeds }).runs[0].predicted;
}

Deno.test("errors are absolute: relative to the measurement for times, pages and faults, in milliseconds for downtime", () => {
  const changes = {
    engine: "post-copy" as const,
    totalPages: 20_000,
    workload: { bufferMiB: 40, pagesPerSecond: 20_000 },
  };
  const ours = predict(changes);
  assert(ours.demandFaults > 1 && ours.blockedSeconds > 0);
  const measured = {
    totalTimeSeconds: ours.totalSeconds / 1.1,
    pagesTransferred: Math.round(ours.pagesTransferred) * 2,
    downtimeSeconds: ours.downtimeSeconds! + 0.05,
    demandRequests: 40,
    blockedSeconds: ours.blockedSeconds / 0.7,
  };
  const [{ error, predicted, measured: shown }] = validate([runOf({ ...changes, measured })], { seeds: 2 }).runs;
  assertEquals(predicted, ours, "predictions do not depend on the measured values");
  assertEquals(shown, runOf({ measured }).measured);
  near(error.totalTime, 0.1);
  near(error.pages, Math.abs(ours.pagesTransferred / measured.pagesTransferred - 1));
  near(error.downtimeMs, 50);
  near(error.demandFaults, Math.abs(ours.demandFaults / 40 - 1));
  near(error.blockedTime, 0.3);
});

Deno.test("the summary has the median, the 90th percentile and the largest error of the counted runs, by engine and over all", () => {
  // Errors of total time: 0, 1, ... 10 % for pre-copy, and 30 % for one post-copy run.
  const off = (engine: "pre-copy" | "post-copy", error: number) => {
    const id = `${engine} ${error}`;
    const { totalSeconds } = predict({ id, engine }, 1);
    return runOf({ id, engine, measured: { totalTimeSeconds: totalSeconds / (1 + error) } });
  };
  const runs = [7, 3, 10, 0, 5, 1, 9, 2, 8, 4, 6].map((percent) => off("pre-copy", percent / 100));
  const { summary } = validate([...runs, off("post-copy", 0.3)], { seeds: 1 });
  assertEquals(Object.keys(summary), ["pre-copy", "post-copy", "all"]);
  const { p50, p90, max } = summary["pre-copy"].totalTime;
  near(p50, 0.05);
  near(p90, 0.09);
  near(max, 0.1);
  for (const rank of ["p50", "p90", "max"] as const) near(summary["post-copy"].totalTime[rank], 0.3);
  near(summary.all.totalTime.p50, 0.055);
  // The 90th percentile of twelve values is 9.9 steps from the lowest: between 9 % and 10 %.
  near(summary.all.totalTime.p90, 0.099);
  near(summary.all.totalTime.max, 0.3);
  assertEquals(summary["pre-copy"].demandFaults, { p50: null, p90: null, max: null }, "none was measured");
});

Deno.test("a memtester run is not counted: its rate is inferred from its first pass", () => {
  const memtester = runOf({
    workload: { kind: "memtester", pagesPerSecond: null },
    firstPass: { seconds: 0.4, dirtiedPages: 600 },
    measured: { totalTimeSeconds: 1e3 },
  });
  const counted = runOf({ id: "counted" });
  const { runs: [first, second], summary } = validate([memtester, counted], { seeds: 1 });
  assertEquals([first.counted, first.pagesPerSecond], [false, 1500]);
  assertEquals([second.counted, second.pagesPerSecond], [true, 2000]);
  assert(first.error.totalTime! > 0.9);
  assertStrictEquals(summary.all.totalTime.max, second.error.totalTime);
  const told = simulate({ ...scenarioOf(memtester, 1500), seed: "a-run/0" });
  assertStrictEquals(first.predicted.pagesTransferred, told.pagesTransferred);
  near(first.predicted.totalSeconds, writtenAt(told));
});

Deno.test("a memtester run without a first pass is predicted at full speed", () => {
  const memtester = {
    totalPages: 20_000,
    workload: { kind: "memtester" as const, pagesPerSecond: null, bufferMiB: 60 },
  };
  const firstPass = { seconds: 0.06, dirtiedPages: 1 };
  const { runs } = validate([runOf(memtester), runOf({ ...memtester, engine: "post-copy", firstPass })], { seeds: 1 });
  assertEquals(runs.map(({ counted }) => counted), [false, false]);
  assertEquals(runs.map(({ pagesPerSecond }) => pagesPerSecond), [null, null]);
  assertEquals(runs.map(({ predicted }) => predicted.converges), [false, true]);
});

Deno.test("a prediction is the mean over the seeds, which depend on the run's id", () => {
  const run = runOf({ id: "x", downtimeLimitMs: 30, workload: { pagesPerSecond: 3000 } });
  const results = [0, 1, 2].map((seed) => simulate({ ...scenarioOf(run), seed: `x/${seed}` }));
  const [{ predicted }] = validate([run], { seeds: 3 }).runs;
  near(predicted.totalSeconds, average(results.map(writtenAt)));
  near(predicted.pagesTransferred, average(results.map(({ pagesTransferred }) => pagesTransferred)));
  near(predicted.bytesTransferred, average(results.map(({ bytesTransferred }) => bytesTransferred)));
  assertEquals(validate([run], { seeds: 3 }), validate([run], { seeds: 3 }));
  assertNotEquals(validate([{ ...run, id: "y" }], { seeds: 3 }).runs[0].predicted, predicted);
});

Deno.test("pre-copy ends for QEMU's source when it has written all bytes: neither time includes the send queue", () => {
  const run = runOf();
  const result = simulate({ ...scenarioOf(run), seed: "a-run/0" });
  const [{ predicted }] = validate([run], { seeds: 1 }).runs;
  near(predicted.totalSeconds, writtenAt(result));
  near(predicted.totalSeconds - predicted.downtimeSeconds!, result.phases[1].startSeconds);
  assert(result.totalSeconds > predicted.totalSeconds + 0.01);
});

Deno.test("post-copy ends with the destination's reply, its downtime when the package is written", () => {
  const run = runOf({ engine: "post-copy" });
  const result = simulate({ ...scenarioOf(run), seed: "a-run/0" });
  const suspend = result.phases.find(({ name }) => name === "suspend")!;
  const [{ predicted }] = validate([run], { seeds: 1 }).runs;
  near(predicted.downtimeSeconds, suspend.seconds);
  near(predicted.totalSeconds, result.totalSeconds);
  assert(result.downtimeSeconds! > suspend.seconds + 0.01);
});

/** A guest that outruns its link. */
const HOPELESS = {
  totalPages: 30_000,
  workload: { bufferMiB: 100, pagesPerSecond: 1e5 },
};
const cancelled = { status: "cancelled" as const, totalTimeSeconds: 45, downtimeSeconds: null };
const NO_ERROR: PredictionError = {
  totalTime: null,
  pages: null,
  downtimeMs: null,
  demandFaults: null,
  blockedTime: null,
};

Deno.test("a verdict is right if both or neither converge; errors need both to converge", () => {
  const { runs } = validate([
    runOf(),
    runOf({ measured: cancelled }),
    runOf(HOPELESS),
    runOf({ ...HOPELESS, measured: cancelled }),
  ], { seeds: 1 });
  assertEquals(runs.map(({ verdictRight }) => verdictRight), [true, false, false, true]);
  assertEquals(runs.map(({ predicted }) => predicted.converges), [true, true, false, false]);
  assertEquals(runs.map(({ predicted }) => predicted.downtimeSeconds === null), [false, false, true, true]);
  for (const { error } of runs.slice(1)) assertEquals(error, NO_ERROR);
});

Deno.test("a migration that leaves the source after 45 seconds does not converge", () => {
  // One pass takes 50 s, with a guest that writes almost nothing.
  const slow = (linkMbitPerSecond: number) =>
    validate([runOf({ linkMbitPerSecond, totalPages: 20_000, workload: { pagesPerSecond: 1 } })], { seeds: 1 }).runs[0];
  const [late, early] = [slow(12), slow(20)];
  assert(late.predicted.totalSeconds > 45);
  assertEquals([late.predicted.converges, early.predicted.converges], [false, true]);
});

Deno.test("validate reports progress after each run, and accepts an empty list", () => {
  const told: [number, number][] = [];
  validate([runOf(), runOf(), runOf()], { seeds: 1, onProgress: (...args) => told.push(args) });
  assertEquals(told, [[1, 3], [2, 3], [3, 3]]);
  const none = { p50: null, p90: null, max: null };
  assertEquals(validate([]), {
    runs: [],
    summary: { all: { totalTime: none, pages: none, downtimeMs: none, demandFaults: none, blockedTime: none } },
  });
});
