import { assert, assertAlmostEquals } from "@std/assert";
import { simulate } from "../../lib/simulate.ts";
import { average } from "../random/statistics.ts";
import { LINK, PAGE_BYTES_SENT, plain } from "./qemu-scenarios.ts";
import { upTo } from "./scenarios.ts";

const RATE = LINK * PAGE_BYTES_SENT;
const QUEUE_BYTES = 0.05 * RATE;

/** Mean wait of a fault and length of post-copy, over a link of `link` bytes a second to a host that takes `copies`. */
function postCopy(link: number, copies: number, sourceCopies = 1e15) {
  const scenario = plain("post-copy", {
    link: link / PAGE_BYTES_SENT,
    queueBytes: QUEUE_BYTES,
    workload: { kind: "uniform", writesPerSecond: 200, touchesPerWrite: 1 },
  });
  const results = upTo(8).map((seed) =>
    simulate({
      ...scenario,
      source: { ...scenario.source, copyBytesPerSecond: sourceCopies },
      destination: { ...scenario.destination, copyBytesPerSecond: copies },
      seed,
    })
  );
  const faults = average(results.map(({ demandFaults }) => demandFaults));
  return {
    wait: average(results.map(({ stallSeconds }) => stallSeconds)) / faults,
    seconds: average(results.map(({ totalSeconds }) => totalSeconds)),
  };
}

Deno.test("a slow destination fills the queue in front of it as a slow link does", () => {
  const slowLink = postCopy(RATE, 1e15);
  const slowReceiver = postCopy(10 * RATE, RATE);
  assertAlmostEquals(slowReceiver.wait / slowLink.wait, 1, 0.02);
  assertAlmostEquals(slowReceiver.seconds / slowLink.seconds, 1, 0.02);
  assert(slowReceiver.wait > 0.7 * QUEUE_BYTES / RATE, `${slowReceiver.wait}`);
});

Deno.test("a source that is no faster than the destination leaves the queue empty", () => {
  const slowHosts = postCopy(10 * RATE, RATE, RATE);
  assert(slowHosts.wait < 0.05 * QUEUE_BYTES / RATE, `${slowHosts.wait}`);
});
