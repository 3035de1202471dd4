import { assert, assertStrictEquals } from "@std/assert";
import { simulate } from "../../mod.ts";

/** A guest of 16 MiB that goes through all of it page by page, flat out once it lags, on a link of 10 ms a burst. */
function swept(burstSeconds: number) {
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
    network: { bandwidthBitsPerSecond: 1e8, burstSeconds },
    migration: { engine: "post-copy" },
    seed: "bursts",
  });
}

Deno.test("who waits for a page of a burst finds its neighbors too: a sweep faults once a burst, not once a page", () => {
  const oneByOne = swept(0);
  const inBursts = swept(0.01);
  // At 11.8 MB/s a burst of 10 ms brings some 29 pages.
  assert(oneByOne.demandFaults > 3000, `${oneByOne.demandFaults}`);
  assert(inBursts.demandFaults < oneByOne.demandFaults / 15, `${inBursts.demandFaults}`);
  assert(inBursts.demandFaults > oneByOne.demandFaults / 60, `${inBursts.demandFaults}`);
});

Deno.test("bursts delay pages by less than a burst, and the end of the migration not at all", () => {
  const [oneByOne, inBursts] = [swept(0), swept(0.01)];
  assert(Math.abs(inBursts.totalSeconds - oneByOne.totalSeconds) < 0.001);
  assertStrictEquals(inBursts.pagesTransferred, oneByOne.pagesTransferred);
  assert(inBursts.stallSeconds < inBursts.totalSeconds);
});
