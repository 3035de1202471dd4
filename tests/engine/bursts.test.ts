import { assert, assertStrictEquals } from "@std/assert";
import { simulate } from "../../mod.ts";

/** A guest of 16 MiB that writes all of it page by page, at full speed if it lags, on a link with bursts of 10 ms. */
function swept(burstBytes: number) {
  return simulate({
    preset: "qemu",
    vm: { memoryBytes: 16 * 2 ** 20 },
    workload: {
      kind: "sequential",
      writesPerSecond: 20_000,
      startPage: 0,
      cpuShare: 0.01,
      catchUpSeconds: 10,
    },
    network: { bandwidthBitsPerSecond: 1e8, burstBytes },
    migration: { engine: "post-copy" },
    seed: "bursts",
  });
}

Deno.test("a sequential writer faults once per burst, not once per page, because the other pages of the burst arrive too", () => {
  const oneByOne = swept(0);
  const inBursts = swept(117_685);
  // At 11.8 MB/s a burst of 10 ms brings some 29 pages.
  assert(oneByOne.demandFaults > 3000, `${oneByOne.demandFaults}`);
  assert(inBursts.demandFaults < oneByOne.demandFaults / 15, `${inBursts.demandFaults}`);
  assert(inBursts.demandFaults > oneByOne.demandFaults / 60, `${inBursts.demandFaults}`);
});

Deno.test("bursts delay pages by less than one burst and do not delay the end of the migration", () => {
  const [oneByOne, inBursts] = [swept(0), swept(117_685)];
  assert(Math.abs(inBursts.totalSeconds - oneByOne.totalSeconds) < 0.001);
  assertStrictEquals(inBursts.pagesTransferred, oneByOne.pagesTransferred);
  assert(inBursts.stallSeconds < inBursts.totalSeconds);
});

Deno.test("bursts are bytes: on a link ten times as fast a writer that keeps up faults as often, and waits a tenth", () => {
  const [slow, fast] = [1e9, 1e10].map((bandwidthBitsPerSecond) =>
    simulate({
      preset: "qemu",
      vm: { memoryBytes: 64 * 2 ** 20 },
      workload: { kind: "sequential", writesPerSecond: 1e7, startPage: 0 },
      source: { copyBytesPerSecond: 1e12 },
      destination: { copyBytesPerSecond: 1e12 },
      network: { bandwidthBitsPerSecond, latencySeconds: 1e-6, queueBytes: 2e5, queueGrownBytes: 2e5 },
      migration: { engine: "post-copy", maxBytesPerSecond: bandwidthBitsPerSecond / 100 },
    })
  );
  assert(slow.demandFaults > 500);
  assert(Math.abs(fast.demandFaults / slow.demandFaults - 1) < 0.1, `${fast.demandFaults}, ${slow.demandFaults}`);
  const wait = (result: typeof slow) => result.stallSeconds / result.demandFaults;
  assert(wait(fast) < 0.25 * wait(slow), `${wait(fast)}, ${wait(slow)}`);
});
