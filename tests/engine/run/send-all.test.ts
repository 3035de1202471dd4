import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { add } from "../../../lib/bitmap/page.ts";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { beginRun, passRunning, passStopped } from "../../../lib/engine/run/run.ts";
import { sendAll } from "../../../lib/engine/run/send-all.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";

const SCENARIO = parseScenario({
  vm: { memoryBytes: 333 * 4096, zeroPages: 100 },
  source: { walkSecondsPerPage: 0.01 },
  migration: { hypervisor: "xen-4.6", detectZeroPages: true, batchPages: 2 },
});

Deno.test("sendAll sends a set in ascending order, records its bytes, and advances the time", () => {
  for (const pass of [passRunning, passStopped]) {
    const sent: [number, number][] = [];
    const run = beginRun(SCENARIO, { observer: { sent: (word, mask) => sent.push([word, mask >>> 0]) } });
    const set = createBitmap(333);
    // Two of five pages are zero pages, which are the last hundred.
    for (const page of [1, 64, 95, 300, 332]) add(set, page);
    sendAll(run, set, { pages: 5, bytesPerSecond: 1000, pass });
    const bytes = 3 * 4104 + 2 * 9 + 3 * 16;
    assertEquals(sent, [[0, 2], [2, 0x80000001], [9, 1 << 12], [10, 1 << 12]]);
    assertStrictEquals(run.result.pagesTransferred, 3);
    assertStrictEquals(run.result.zeroPagesTransferred, 2);
    assertStrictEquals(run.result.bytesTransferred, bytes);
    const seconds = bytes / 1000 + 3.33;
    assert(Math.abs(run.seconds - seconds) < 1e-9);
    assert(Math.abs(run.guestSeconds - (pass === passRunning ? seconds : 0)) < 1e-9);
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
    const run = beginRun(hosts);
    const set = createBitmap(333);
    for (const page of pages) add(set, page);
    sendAll(run, set, { pages: pages.length, bytesPerSecond, pass: passRunning });
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
  const run = beginRun(SCENARIO);
  sendAll(run, createBitmap(333), { pages: 0, bytesPerSecond: 1000, pass: passRunning });
  assertStrictEquals(run.result.bytesTransferred, 0);
  assert(Math.abs(run.seconds - 3.33) < 1e-9);
});
