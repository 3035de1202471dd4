import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { simulate } from "../../../lib/simulate.ts";
import { bitmapBytes } from "../../../lib/engine/xen/three-stage.ts";
import type { ScenarioInput } from "../../../lib/scenario/types.ts";
import { assertMean, average, variance } from "../../random/statistics.ts";
import { passes, upTo, watch } from "../scenarios.ts";

const RATE = 4104e4;
const HOST = {
  copyBytesPerSecond: RATE,
  roundSeconds: 0.02,
  walkSecondsPerPage: 1e-7,
  dirtyLogReadSeconds: 0.004,
  suspendSeconds: 0.01,
  resumeSeconds: 0.03,
  markAbsentSecondsPerPage: 1e-5,
};

const threeStage = (pages: number, more: ScenarioInput = {}): ScenarioInput => ({
  vm: { memoryBytes: pages * 4096, stateBytes: 41_040 },
  source: HOST,
  destination: HOST,
  network: { latencySeconds: 0.001, windowBytes: null },
  ...more,
  migration: { engine: "three-stage", hypervisor: "xen-4.6", ...more.migration },
});

/** Length of the first stage: all memory, at the host's rate. */
const firstSeconds = (pages: number) =>
  (pages * 4104 + Math.ceil(pages / 1024) * 16) / RATE + pages * HOST.walkSecondsPerPage + HOST.roundSeconds;

Deno.test("three-stage copy with uniform writes sends N (1 + 1 - exp(-rate T)) pages on average", () => {
  const [pages, rate] = [5000, 1.2];
  const results = upTo(200).map((seed) =>
    simulate(threeStage(pages, { seed, workload: { kind: "uniform", writesPerSecond: pages * rate } }))
  );
  const p = 1 - Math.exp(-rate * firstSeconds(pages));
  assertMean(results.map(({ pagesTransferred }) => pagesTransferred), pages * (1 + p), "pages transferred", 3);
  const dirty = results.map(({ rounds }) => rounds[0].pagesDirtied);
  assertMean(dirty, pages * p, "dirty pages", 3);
  assert(Math.abs(variance(dirty) / (pages * p * (1 - p)) - 1) < 0.4, "binomial, because pages are independent");
  const downtime = results.map(({ downtimeSeconds }) => downtimeSeconds!);
  const fixed = 0.01 + (4 * Math.ceil(pages / 32) + 41_040) / RATE + 0.001 + 0.03;
  assertMean(downtime, fixed + pages * p * 1e-5, "downtime", 3);
});

Deno.test("three-stage copy has three phases: the round, the switchover, and the push at the destination", () => {
  const { phases, rounds, verdict, downtimeSeconds } = simulate(
    threeStage(2000, { workload: { kind: "uniform", writesPerSecond: 500 } }),
  );
  assertEquals(phases.map(({ name, guest }) => [name, guest]), [
    ["round", "source"],
    ["switchover", "nowhere"],
    ["push and fetch", "destination"],
  ]);
  assertStrictEquals(verdict, "converged");
  assertStrictEquals(downtimeSeconds, phases[1].seconds);
  assert(Math.abs(phases[0].seconds - firstSeconds(2000)) < 1e-9);
  assertStrictEquals(rounds.length, 1);
  assertStrictEquals(phases[2].pages, rounds[0].pagesDirtied);
  assertStrictEquals(phases[1].pages, 0);
});

Deno.test("the switchover sends a bitmap of one bit per page, in whole words, and the state", () => {
  assertEquals([1, 32, 33, 4096].map(bitmapBytes), [4, 4, 8, 512]);
  const { phases, downtimeSeconds } = simulate(threeStage(4096));
  assertStrictEquals(phases[1].bytes, 512 + 41_040);
  assert(Math.abs(downtimeSeconds! - (0.01 + (512 + 41_040) / RATE + 0.001 + 0.03)) < 1e-9);
});

Deno.test("the cap applies only to the first stage", () => {
  const workload = { kind: "uniform", writesPerSecond: 1e9, touchesPerWrite: 0 } as const;
  const { phases } = simulate(threeStage(1000, { workload, migration: { maxBytesPerSecond: RATE / 10 } }));
  assert(Math.abs(phases[0].seconds - HOST.roundSeconds - 1e-4 - (1000 * 4104 + 16) / (RATE / 10)) < 1e-9);
  assert(Math.abs(phases[2].seconds - (1000 * 4096 / RATE + 0.001)) < 1e-3);
  assertStrictEquals(phases[2].pages, 1000);
});

Deno.test("an idle guest leaves nothing to push after the first stage", () => {
  const { result, events } = watch(threeStage(3000));
  assertEquals(passes(events)[1].sent, []);
  assertStrictEquals(result.pagesTransferred, 3000);
  assertStrictEquals(result.phases[2].seconds, 0);
});

Deno.test("three-stage copy has a shorter downtime and total time than pre-copy if the guest writes much", () => {
  const workload = { kind: "uniform", writesPerSecond: 20_000 } as const;
  const figures = (engine: "pre-copy" | "three-stage") => {
    const results = upTo(10).map((seed) => simulate(threeStage(10_000, { workload, seed, migration: { engine } })));
    return [average(results.map((r) => r.totalSeconds)), average(results.map((r) => r.downtimeSeconds!))];
  };
  const [before, after] = [figures("pre-copy"), figures("three-stage")];
  assert(after[0] < before[0] / 2 && after[1] < before[1] / 2, `${before} and ${after}`);
});
