import { assert, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import {
  createPipeline,
  nextStart,
  pagesUntil,
  pagesUntilFull,
  type Pipeline,
  put,
  startBehind,
  stepSeconds,
} from "../../../lib/engine/link/pipeline.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";

/** A pipeline that copies `host` and carries `wire` bytes per second. */
function pipelineOf(host: number, wire: number, queueBytes = 0, latencySeconds = 0): Pipeline {
  return createPipeline(parseScenario({
    vm: { memoryBytes: 2 ** 20 },
    source: { copyBytesPerSecond: host },
    destination: { copyBytesPerSecond: host },
    network: { bandwidthBitsPerSecond: wire * 8, framingEfficiency: 1, queueBytes, latencySeconds },
  }));
}

const near = (a: number, b: number) =>
  assert(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `${a}, expected ${b}`);

Deno.test("many pages sent at once arrive like pages sent one by one, while the queue has space", () => {
  const rate = fc.constantFrom(1000, 2500, 10_000, 40_000);
  fc.assert(fc.property(rate, rate, fc.integer({ min: 1, max: 32 }), fc.nat({ max: 5 }), (host, wire, count, start) => {
    const [together, single] = [pipelineOf(host, wire, 1e9, 0.5), pipelineOf(host, wire, 1e9, 0.5)];
    // Something may be on the wire already.
    for (const pipeline of [together, single]) put(pipeline, 3, 1000, 1000, 0);
    const from = Math.max(start, nextStart(together));
    const arrival = put(together, count, 1000, 1000, from);
    let last = 0;
    for (let i = 0; i < count; i++) last = put(single, 1, 1000, 1000, Math.max(from, nextStart(single)));
    near(arrival, last);
    near(together.hostFreeSeconds, single.hostFreeSeconds);
    near(together.wireFreeSeconds, single.wireFreeSeconds);
  }));
});

Deno.test("a page takes the host's time, the wire's time and the latency", () => {
  const pipeline = pipelineOf(1000, 500, 1e6, 7);
  near(put(pipeline, 1, 1000, 1000, 10), 10 + 1 + 2 + 7);
  near(pipeline.hostFreeSeconds, 11);
  near(pipeline.wireFreeSeconds, 13);
});

Deno.test("the host can begin while the queue has space, and otherwise waits for the wire", () => {
  const pipeline = pipelineOf(100_000, 1000, 10_000);
  near(nextStart(pipeline), 0);
  put(pipeline, 5, 1000, 1000, 0);
  near(nextStart(pipeline), 0.05);
  put(pipeline, 10, 1000, 1000, 0.05);
  // 15 seconds on the wire; the queue holds 10 of them.
  near(nextStart(pipeline), 5.01);
});

Deno.test("a queue holds at least two pages", () => {
  near(pipelineOf(1e9, 8192, 0).queueSeconds, 1);
  near(pipelineOf(1e9, 8192, 81920).queueSeconds, 10);
});

Deno.test("pages follow at the host's rate until the queue is full, then at the rate of the slower of host and wire", () => {
  const pipeline = pipelineOf(100_000, 1000, 10_000);
  near(stepSeconds(pipeline, 1000, 0), 0.01);
  // Each page takes a second on the wire and a hundredth of a second to arrive in the queue.
  assertStrictEquals(pagesUntilFull(pipeline, 1000, 0), 11);
  put(pipeline, 11, 1000, 1000, 0);
  const start = nextStart(pipeline);
  near(stepSeconds(pipeline, 1000, start), 1);
  assertStrictEquals(pagesUntilFull(pipeline, 1000, start), Infinity);
  const slowHost = pipelineOf(500, 1000, 10_000);
  assertStrictEquals(pagesUntilFull(slowHost, 1000, 0), Infinity);
  near(stepSeconds(slowHost, 1000, 0), 2);
});

Deno.test("pagesUntil is the number of pages, sent one by one, that begin before the given time", () => {
  const rate = fc.constantFrom(1000, 2500, 10_000, 40_000);
  const times = fc.tuple(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 0.001, max: 40, noNaN: true }));
  fc.assert(fc.property(rate, rate, fc.constantFrom(0, 10_000, 100_000), times, (host, wire, queue, [before, wait]) => {
    const [closed, single] = [pipelineOf(host, wire, queue), pipelineOf(host, wire, queue)];
    for (const pipeline of [closed, single]) put(pipeline, 3, 1000, 1000, before);
    const start = nextStart(closed);
    const until = start + wait;
    const pages = pagesUntil(closed, 1000, 1000, start, until, closed.queueSeconds);
    let counted = 0;
    do {
      near(startBehind(closed, counted, 1000, 1000, start), nextStart(single));
      put(single, 1, 1000, 1000, nextStart(single));
      counted++;
    } while (nextStart(single) < until - 1e-9);
    assert(Math.abs(pages - counted) <= 1, `${pages}, one by one ${counted}`);
    put(closed, counted, 1000, 1000, start);
    near(nextStart(closed), nextStart(single));
  }));
});
