import { assert, assertStrictEquals } from "@std/assert";
import { simulate } from "../../mod.ts";

/** A guest of 16 MiB that writes all of it page by page, at full speed if it lags, on a link with bursts of 10 ms. */
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

Deno.test("a sequential writer faults once per burst, not once per page, because the other pages of the burst arrive too", () => {
  const oneByOne = swept(0);
  const inBursts = swept(0.01);
  // At 11.8 MB/s a burst of 10 ms brings some 29 pages.
  assert(oneByOne.demandFaults > 3000, `${oneByOne.demandFaults}`);
  assert(inBursts.demandFaults < oneByOne.demandFaults / 15, `${inBursts.demandFaults}`);
  assert(inBursts.demandFaults > oneByOne.demandFaults / 60, `${inBursts.demandFaults}`);
});

Deno.test("bursts delay pages by less than one burst and do not delay the end of the migration", () => {
  const [oneByOne, inBursts] = [swept(0), swept(0.01)];
  assert(Math.abs(inBursts.totalSeconds - oneByOne.totalSeconds) < 0.001);
  assertStrictEquals(inBursts.pagesTransferred, oneByOne.pagesTransferred);
  assert(inBursts.stallSeconds < inBursts.totalSeconds);
});
