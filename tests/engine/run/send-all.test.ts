import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { add } from "../../../lib/bitmap/page.ts";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { beginRun, type Run, type RunOptions } from "../../../lib/engine/run/run.ts";
import { sendAll, sendUnpopulated } from "../../../lib/engine/run/send-all.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { Scenario } from "../../../lib/scenario/types.ts";

const SCENARIO = parseScenario({
  vm: { memoryBytes: 333 * 4096, zeroPages: 100 },
  source: { walkSecondsPerPage: 0.01 },
  migration: { hypervisor: "xen-4.6", detectZeroPages: true, batchPages: 2 },
});

/** A run whose pages move at one rate, with and without the cap. */
function runAt(
  scenario: Scenario,
  { bytesPerSecond, timeLimitSeconds = 1e9, ...options }: RunOptions & {
    bytesPerSecond: number;
    timeLimitSeconds?: number;
  },
): Run {
  const run = beginRun(scenario, options);
  return { ...run, liveBytesPerSecond: bytesPerSecond, freeBytesPerSecond: bytesPerSecond, timeLimitSeconds };
}

Deno.test("sendAll sends a set in ascending order, records its bytes, and advances the time", () => {
  for (const guest of ["running", "stopped"] as const) {
    const sent: [number, number][] = [];
    const observer = { sent: (word: number, mask: number) => void sent.push([word, mask >>> 0]) };
    const run = runAt(SCENARIO, { bytesPerSecond: 1000, observer });
    const set = createBitmap(333);
    // Two of five pages are zero pages, which are the last hundred.
    for (const page of [1, 64, 95, 300, 332]) add(set, page);
    sendAll(run, set, { pages: 5, guest }).next();
    const bytes = 3 * 4104 + 2 * 9 + 3 * 16;
    assertEquals(sent, [[0, 2], [2, 0x80000001], [9, 1 << 12], [10, 1 << 12]]);
    assertStrictEquals(run.result.pagesTransferred, 3);
    assertStrictEquals(run.result.zeroPagesTransferred, 2);
    assertStrictEquals(run.result.bytesTransferred, bytes);
    const seconds = bytes / 1000 + 3.33;
    assert(Math.abs(run.seconds - seconds) < 1e-9);
    assert(Math.abs(run.guestSeconds - (guest === "running" ? seconds : 0)) < 1e-9);
  }
});

Deno.test("the host pays for a zero page what it costs to look at one", () => {
  const hosts = parseScenario({
    vm: { memoryBytes: 333 * 4096, zeroPages: 100 },
    source: { walkSecondsPerPage: 0, zeroPageSeconds: 2e-3, copyBytesPerSecond: 4096e3 },
    destination: { copyBytesPerSecond: 8192e3 },
    migration: { hypervisor: "qemu", detectZeroPages: true },
  });
  const seconds = (pages: readonly number[], bytesPerSecond: number) => {
    const run = runAt(hosts, { bytesPerSecond });
    const set = createBitmap(333);
    for (const page of pages) add(set, page);
    sendAll(run, set, { pages: pages.length, guest: "running" }).next();
    return run.seconds;
  };
  const near = (a: number, b: number) => assert(Math.abs(a - b) < 1e-9, `${a}, expected ${b}`);
  near(seconds([300, 310, 320, 332], 4096e3), 8e-3);
  near(seconds([1, 2, 300, 310], 4096e3), 6e-3);
  // The wire is slower than the host unless there are many zero pages.
  near(seconds([1, 2, 300, 310], 1026e3), (2 * 4104 + 2 * 9) / 1026e3);
  near(seconds([1, 2, 3, 4], 4104e3), 4e-3);
});

Deno.test("sendAll of an empty set takes the time of the walk only", () => {
  const run = runAt(SCENARIO, { bytesPerSecond: 1000 });
  sendAll(run, createBitmap(333), { pages: 0, guest: "running" }).next();
  assertStrictEquals(run.result.bytesTransferred, 0);
  assert(Math.abs(run.seconds - 3.33) < 1e-9);
});

Deno.test("at the time limit sendAll has sent the words that the source had time for, if the guest runs", () => {
  const sent: number[] = [];
  const observer = { sent: (word: number) => void sent.push(word) };
  // Each word walked takes 0.32 s; a page takes 4.112 s with its share of the header of a batch.
  const run = runAt(SCENARIO, { bytesPerSecond: 1000, timeLimitSeconds: 15, observer });
  const set = createBitmap(333);
  for (const page of [1, 64, 95, 200, 300, 332]) add(set, page);
  sendAll(run, set, { pages: 6, guest: "running" }).next();
  assertEquals(sent, [0, 2]);
  assertStrictEquals(run.result.pagesTransferred, 3);
  assertStrictEquals(run.result.bytesTransferred, 3 * 4104 + 2 * 16);
  assertEquals([run.seconds, run.guestSeconds], [15, 15]);
  sendAll(run, set, { pages: 6, guest: "running" }).next();
  assertEquals([run.seconds, run.result.pagesTransferred], [15, 3], "nothing moves after the limit");
});

Deno.test("at the time limit sendUnpopulated has sent the headers that there was time for, if the guest runs", () => {
  const frames = parseScenario({
    vm: { memoryBytes: 4096, unpopulatedPages: 1000 },
    source: { unpopulatedSecondsPerPage: 0.01 },
    migration: { hypervisor: "xen-4.6" },
  });
  const sent = (guest: "running" | "stopped") => {
    const run = runAt(frames, { bytesPerSecond: 1e6, timeLimitSeconds: 2.5 });
    sendUnpopulated(run, { guest }).next();
    return [run.seconds, run.result.bytesTransferred];
  };
  assertEquals(sent("running"), [2.5, 250 * 8 + 16]);
  assertEquals(sent("stopped"), [10, 1000 * 8 + 16]);
});
