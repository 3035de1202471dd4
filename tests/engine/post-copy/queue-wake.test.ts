import { assert, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import {
  createPipeline,
  nextStart,
  pagesBegunUntil,
  type Pipeline,
  put,
  sleepIfFull,
} from "../../../lib/engine/link/pipeline.ts";
import { simulate } from "../../../lib/simulate.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import { LINK, PAGE_BYTES_SENT, plain } from "../qemu-scenarios.ts";

/** Copies `host` bytes a second onto a link of 1000, behind a queue of 100 pages of 1000 bytes. */
function pipelineOf(queueWakeShare: number, host = 100_000): Pipeline {
  return createPipeline(parseScenario({
    vm: { memoryBytes: 2 ** 20 },
    source: { copyBytesPerSecond: host },
    destination: { copyBytesPerSecond: host },
    network: { bandwidthBitsPerSecond: 8000, framingEfficiency: 1, queueBytes: 100_000, queueWakeShare },
  }));
}

/** Sends pages one by one until `seconds`. */
function sendUntil(pipeline: Pipeline, seconds: number): number {
  let pages = 0;
  for (let start = nextStart(pipeline); start < seconds; start = nextStart(pipeline)) {
    put(pipeline, 1, 1000, 1000, start);
    sleepIfFull(pipeline, 1, 1000, start);
    pages++;
  }
  return pages;
}

Deno.test("a sender that a full queue puts to sleep is woken when it has drained to the share, and fills it again", () => {
  const pipeline = pipelineOf(0.6);
  sendUntil(pipeline, 2);
  assertStrictEquals(pipeline.asleep, true);
  const full = pipeline.wireFreeSeconds - pipeline.hostFreeSeconds;
  assert(full > 99.999 && full < 101, `${full}`);
  const woken = nextStart(pipeline);
  assert(Math.abs(pipeline.wireFreeSeconds - woken - 60) < 1e-9);
  // 40 pages have drained; meanwhile another one of them goes out for every hundred copied.
  assertStrictEquals(sendUntil(pipeline, woken + 1), 41);
  assert(nextStart(pipeline) - woken > 40);
});

Deno.test("pages put at once while the sender sleeps and wakes are those put one by one", () => {
  const until = fc.double({ min: 1, max: 1000, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(0.3, 2 / 3, 0.9), fc.constantFrom(3000, 100_000), until, (share, host, until) => {
      const [together, single] = [pipelineOf(share, host), pipelineOf(share, host)];
      // Until the queue is full for the first time, one by one.
      for (const pipeline of [together, single]) {
        while (!pipeline.asleep) sendUntil(pipeline, nextStart(pipeline) + 1e-3);
      }
      let pages = 0;
      for (let start = nextStart(together); start < until; start = nextStart(together)) {
        const count = pagesBegunUntil(together, 1000, start, until);
        put(together, count, 1000, 1000, start);
        sleepIfFull(together, count, 1000, start);
        pages += count;
      }
      const expected = sendUntil(single, until);
      assert(Math.abs(pages - expected) <= 3, `${pages}, one by one ${expected}`);
      if (pages !== expected) return;
      assertStrictEquals(together.asleep, single.asleep);
      assert(Math.abs(nextStart(together) - nextStart(single)) < 1e-6);
    }),
  );
});

Deno.test("a fault waits behind two thirds of the queue to all of it where a sleeping sender is woken at two thirds", () => {
  const queueSeconds = 0.06;
  const scenario = plain("post-copy", {
    pages: 60_000,
    workload: { kind: "uniform", writesPerSecond: 100, touchesPerWrite: 1 },
    queueBytes: queueSeconds * LINK * PAGE_BYTES_SENT,
  });
  const waits = (queueWakeShare: number) => {
    const seen: number[] = [];
    const network = { ...scenario.network, queueWakeShare, burstBytes: 0 };
    simulate({ ...scenario, network }, {
      observer: { stalled: (_, since, until) => seen.push((until - since) / queueSeconds) },
    });
    return seen.slice(5, -10).toSorted((a, b) => a - b);
  };
  const [always, thirds] = [waits(1), waits(2 / 3)];
  const at = (sorted: number[], rank: number) => sorted[Math.floor(rank * (sorted.length - 1))];
  assert(at(always, 0.2) > 0.98 && at(always, 0.95) < 1.02, `${at(always, 0.2)}`);
  assert(at(thirds, 0.1) > 0.65 && at(thirds, 0.1) < 0.78, `${at(thirds, 0.1)}`);
  assert(at(thirds, 0.9) > 0.93 && at(thirds, 0.9) < 1.06, `${at(thirds, 0.9)}`);
  assert(Math.abs(at(thirds, 0.5) - 5 / 6) < 0.06, `${at(thirds, 0.5)}`);
});

Deno.test("where the sender sleeps changes neither what is sent nor when the last page of a busy link arrives", () => {
  const results = [1, 2 / 3, 0.3].map((queueWakeShare) => {
    const scenario = plain("post-copy", { queueBytes: 2e6 });
    return simulate({ ...scenario, network: { ...scenario.network, queueWakeShare } });
  });
  for (const { pagesTransferred, totalSeconds } of results) {
    assertStrictEquals(pagesTransferred, results[0].pagesTransferred);
    assert(Math.abs(totalSeconds - results[0].totalSeconds) < 1e-6, `${totalSeconds}`);
  }
});
