import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { createPipeline, queueSecondsAt } from "../../lib/engine/link/pipeline.ts";
import { simulate } from "../../lib/simulate.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import type { Network, Workload } from "../../lib/scenario/types.ts";
import { average } from "../random/statistics.ts";
import { alwaysDirty, LINK, PAGE_BYTES_SENT, plain } from "./qemu-scenarios.ts";
import { upTo } from "./scenarios.ts";

const GOODPUT = LINK * PAGE_BYTES_SENT;
const near = (a: number, b: number) =>
  assert(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `${a}, expected ${b}`);

function pipelineOf(network: Partial<Network>) {
  const scenario = plain("pre-copy");
  const parsed = parseScenario({ ...scenario, network: { ...scenario.network, ...network } });
  return { pipeline: createPipeline(parsed), network: parsed.network };
}

Deno.test("the queue grows exponentially from its first size to its final size", () => {
  const sizes = { queueBytes: 1e6, queueGrownBytes: 3e6, queueGrowthSeconds: 0.8 };
  const { pipeline, network } = pipelineOf(sizes);
  near(pipeline.queueSeconds, 1e6 / GOODPUT);
  for (const [seconds, bytes] of [[0, 1e6], [0.8, 3e6 - 2e6 / Math.E], [2.4, 3e6 - 2e6 / Math.E ** 3], [1e3, 3e6]]) {
    pipeline.queueSeconds = queueSecondsAt(pipeline, network, seconds);
    near(pipeline.queueSeconds, bytes / GOODPUT);
  }
});

Deno.test("the queue never shrinks, stays between its two sizes, and does not change if both are equal", () => {
  const bytes = fc.integer({ min: 10_000, max: 10_000_000 });
  const times = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 20 });
  fc.assert(fc.property(bytes, bytes, fc.constantFrom(0, 0.5, 5), times, (queueBytes, grown, growth, times) => {
    const { pipeline, network } = pipelineOf({ queueBytes, queueGrownBytes: grown, queueGrowthSeconds: growth });
    let before = pipeline.queueSeconds;
    near(before, queueBytes / GOODPUT);
    for (const seconds of times) {
      pipeline.queueSeconds = queueSecondsAt(pipeline, network, seconds);
      assert(pipeline.queueSeconds >= before);
      assert(pipeline.queueSeconds <= Math.max(queueBytes, grown) / GOODPUT + 1e-12);
      before = pipeline.queueSeconds;
    }
    if (grown <= queueBytes) near(before, queueBytes / GOODPUT);
    else if (growth === 0 && times.length > 0) near(before, grown / GOODPUT);
  }));
});

/** The wait per fault of a guest that touches 200 pages per second, with a queue of `queueBytes` that grows to `grown`. */
function meanWait(engine: "post-copy" | "three-stage", queueBytes: number, grown = queueBytes, resumed = 0) {
  const touched: Workload = { kind: "uniform", writesPerSecond: 200, touchesPerWrite: 1 };
  const dirty = { ...alwaysDirty(0, 8000), touchesPerWrite: 0 };
  const scenario = plain(engine, {
    pages: 40_000,
    workload: engine === "three-stage" ? [touched, dirty] : touched,
    latencySeconds: 1e-3,
  });
  const network = {
    ...scenario.network,
    queueBytes,
    queueGrownBytes: grown,
    queueGrownResumedBytes: resumed,
    queueGrowthSeconds: 0.8,
    queueWakeShare: 1,
    burstBytes: 0,
  };
  const results = upTo(10).map((seed) => simulate({ ...scenario, network, seed }));
  const faults = average(results.map(({ demandFaults }) => demandFaults));
  assert(faults > 5, `${faults} faults`);
  return average(results.map(({ stallSeconds }) => stallSeconds)) / faults;
}

Deno.test("if the host is faster than the link, a demand page waits for the queue to drain and for two latencies", () => {
  for (const bytes of [4e5, 1e6, 2e6]) {
    const expected = bytes / GOODPUT + 2e-3 + 1 / LINK;
    const wait = meanWait("post-copy", bytes);
    assert(Math.abs(wait / expected - 1) < 0.04, `${wait}, expected ${expected}`);
  }
});

Deno.test("a demand page waits behind the queue at the size that it had when the guest moved", () => {
  // Post-copy moves the guest after 50 ms, when the queue has hardly grown. Three-stage copy moves it after a pass of
  // four seconds.
  const [small, large] = [4e5, 2e6];
  const early = large - (large - small) * Math.exp(-0.05 / 0.8);
  const drain = (bytes: number) => bytes / GOODPUT + 2e-3 + 1 / LINK;
  const wait = meanWait("post-copy", small, large);
  assert(Math.abs(wait / drain(early) - 1) < 0.06, `${wait}, expected ${drain(early)}`);
  // Some pages are already in flight when they are touched and take less time.
  const after = meanWait("three-stage", small, large);
  assert(after > 0.85 * drain(large) && after < 1.03 * drain(large), `${after}, expected ${drain(large)}`);
  assert(after > 2.5 * wait);
});

Deno.test("after resume the queue grows on to a size of its own, never beyond what it grows to at the source", () => {
  const wait = (resumed: number) => meanWait("post-copy", 4e5, 2e6, resumed);
  const [none, some, most, more] = [0, 1e6, 2e6, 1e7].map(wait);
  assert(some > 1.3 * none && some < 1e6 / GOODPUT + 3e-3, `${none}, ${some}`);
  assert(most > 1.3 * some && most < 2e6 / GOODPUT + 3e-3, `${some}, ${most}`);
  assertEquals(more, most);
});

Deno.test("the queue grows only under QEMU's rules", () => {
  const scenario = plain("post-copy", { workload: { kind: "uniform", writesPerSecond: 300 } });
  const under = (hypervisor: "qemu" | "xen-4.6", queueGrownBytes: number) =>
    simulate({
      ...scenario,
      network: { ...scenario.network, queueBytes: 1e5, queueGrownBytes, queueGrowthSeconds: 0 },
      migration: { engine: "post-copy", hypervisor },
    });
  assertEquals(under("xen-4.6", 1e5), under("xen-4.6", 3e6));
  assertNotEquals(under("qemu", 1e5), under("qemu", 3e6));
});
