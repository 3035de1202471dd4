import { assert, assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import { createPipeline, nextStart, type Pipeline, put, putUrgently } from "../../lib/engine/link/pipeline.ts";
import { simulate } from "../../lib/simulate.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { average } from "../random/statistics.ts";
import { LINK, PAGE_BYTES_SENT, plain } from "./qemu-scenarios.ts";
import { passes, upTo, watch } from "./scenarios.ts";

const GOODPUT = LINK * PAGE_BYTES_SENT;
const near = (a: number, b: number) =>
  assert(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `${a}, expected ${b}`);

/**
 * A link of 1000 bytes per second with a latency of half a second and a queue of 10,000 bytes, 3000 of them in the
 * link.
 */
function pipelineOf(linkQueueBytes = 3000): Pipeline {
  return createPipeline(parseScenario({
    vm: { memoryBytes: 2 ** 20, pageBytes: 512 },
    source: { copyBytesPerSecond: 1e15 },
    destination: { copyBytesPerSecond: 1e15 },
    network: {
      bandwidthBitsPerSecond: 8000,
      framingEfficiency: 1,
      queueBytes: 10_000,
      linkQueueBytes,
      latencySeconds: 0.5,
    },
  }));
}

Deno.test("a page on its own connection waits behind the link's part of the queue, and later pages wait behind it", () => {
  const pipeline = pipelineOf();
  put(pipeline, 1, 10_000, 10_000, 0);
  near(nextStart(pipeline), 1e-11);
  near(putUrgently(pipeline, 0, 600, 0), 3 + 0.6 + 0.5);
  near(pipeline.wireFreeSeconds, 10.6);
  // The push has lost the space that the page used.
  near(nextStart(pipeline), 0.6);
});

Deno.test("a page on its own connection waits no longer than the queue takes to drain, and not at all on an idle link", () => {
  const short = pipelineOf();
  put(short, 1, 0, 1000, 0);
  near(putUrgently(short, 0, 600, 0), 1 + 0.6 + 0.5);
  const idle = pipelineOf();
  near(putUrgently(idle, 0, 600, 4), 4 + 0.6 + 0.5);
  near(idle.wireFreeSeconds, 4.6);
  const none = pipelineOf(0);
  put(none, 1, 0, 9000, 0);
  near(putUrgently(none, 0, 600, 0), 0.6 + 0.5);
});

/** Post-copy of a guest that occasionally touches an absent page, behind a queue of 2 MB. */
function scenario(preempt: boolean, linkQueueBytes = 0, seed: number | string = 1) {
  const plainScenario = plain("post-copy", {
    pages: 40_000,
    workload: { kind: "uniform", writesPerSecond: 150, touchesPerWrite: 1 },
    queueBytes: 2e6,
    latencySeconds: 1e-3,
    migration: { preempt },
    seed,
  });
  return { ...plainScenario, network: { ...plainScenario.network, linkQueueBytes, queueWakeShare: 1 } };
}

function meanWait(preempt: boolean, linkQueueBytes: number): number {
  const results = upTo(10).map((seed) => simulate(scenario(preempt, linkQueueBytes, seed)));
  return average(results.map(({ stallSeconds }) => stallSeconds)) /
    average(results.map(({ demandFaults }) => demandFaults));
}

Deno.test("a fault waits only behind the link's part of the queue with preempt, and behind the whole queue without", () => {
  const way = 2e-3 + 1 / LINK;
  assert(Math.abs(meanWait(false, 5e5) / (2e6 / GOODPUT + way) - 1) < 0.05);
  const [none, half] = [meanWait(true, 0), meanWait(true, 5e5)];
  // A few faults wait in the main queue, for pages that are already in flight.
  assert(none > way && none < way + 4e-3, `${none}`);
  assert(Math.abs(half - none - 5e5 / GOODPUT) < 1.5e-3, `${half - none}, expected ${5e5 / GOODPUT}`);
});

Deno.test("the push continues from its cursor with preempt, and from the requested page without", () => {
  for (const preempt of [true, false]) {
    const { events, result } = watch(scenario(preempt));
    const pushed = passes(events).at(-1)!.sent;
    assertEquals(pushed.toSorted((a, b) => a - b), upTo(40_000).slice(40_000 - pushed.length));
    assert(result.demandFaults > 20);
    // How often the source sent a page other than the lowest unsent one.
    const left = new Set(pushed.toSorted((a, b) => a - b));
    let others = 0;
    for (const page of pushed) {
      if (page !== left.values().next().value) others++;
      left.delete(page);
    }
    if (preempt) assert(others > 20 && others <= result.demandFaults, `${others} and ${result.demandFaults} faults`);
    else assert(others > 0.85 * pushed.length, `${others} of ${pushed.length}`);
  }
});

Deno.test("a request for a page that is already in flight moves nothing and sends nothing", () => {
  for (const preempt of [true, false]) {
    const { events, result } = watch({
      ...scenario(preempt),
      // A sequential writer close behind the push reaches pages that are in flight.
      workload: { kind: "sequential", startPage: 0, pages: 39_000, writesPerSecond: 1.05 * LINK },
    });
    const pushed = passes(events).at(-1)!.sent;
    assertStrictEquals(new Set(pushed).size, pushed.length);
    assert(result.demandFaults > 0);
    assertStrictEquals(result.verdict, "converged");
  }
});

/** The same guest under a version of QEMU, on a queue that wakes its writer at two thirds. */
function underVersion(qemuVersion: number, seed: number) {
  const plainScenario = scenario(true, 1e5, seed);
  return {
    ...plainScenario,
    network: { ...plainScenario.network, queueWakeShare: 2 / 3 },
    migration: { ...plainScenario.migration, qemuVersion },
  };
}

Deno.test("before QEMU 8.0 some urgent pages wait for the blocked write, too, and the push goes on behind them", () => {
  const third = 2e6 / GOODPUT / 3;
  const waits = [7.2, 8].map((version) => {
    const seen: number[] = [];
    for (const seed of upTo(5)) {
      simulate(underVersion(version, seed), { observer: { stalled: (_, since, until) => seen.push(until - since) } });
    }
    return seen.toSorted((a, b) => a - b);
  });
  const median = (sorted: number[]) => sorted[Math.floor(sorted.length / 2)];
  // A request wakes the sender. It finds the request before it fills the queue and sleeps again, or after that.
  const [old, young] = waits;
  const late = old.filter((wait) => wait > median(young) + 0.3 * third);
  assert(late.length > 0.02 * old.length && late.length < 0.5 * old.length, `${late.length} of ${old.length}`);
  // But for requests of pages that are in the main queue already.
  const longest = old[Math.floor(0.97 * old.length)];
  assert(longest < median(young) + 1.1 * third, `${longest}, a third is ${third}`);
  assertAlmostEquals(median(old), median(young), 0.1 * third);
  // How often another page than the lowest one left goes out next.
  const jumps = [7.2, 8].map((version) => {
    const pushed = passes(watch(underVersion(version, 1)).events).at(-1)!.sent;
    return pushed.filter((page, i) => i > 0 && page !== pushed[i - 1] + 1).length / pushed.length;
  });
  assert(jumps[1] < 0.03, `${jumps}`);
  const behind = passes(watch(underVersion(7.2, 1)).events).at(-1)!.sent.findIndex((page) => page > 35_000);
  assert(behind < 20_000, `${behind}`);
});
