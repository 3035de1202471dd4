import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { countPages, countRange } from "../../../lib/bitmap/count.ts";
import { createGuest } from "../../../lib/engine/guest/guest.ts";
import { pagesWritten } from "../../../lib/engine/pages-written.ts";
import { Random } from "../../../lib/random/random.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { Workload } from "../../../lib/scenario/types.ts";
import { simulate } from "../../../lib/simulate.ts";

const PAGES = 2 ** 18;
const vm = { memoryBytes: PAGES * 4096 };
const POINTS = [
  { seconds: 0.5, dirtyPages: 12_000 },
  { seconds: 1, dirtyPages: 18_000 },
  { seconds: 4, dirtyPages: 40_000 },
  { seconds: 16, dirtyPages: 90_000 },
];
const CURVE = { kind: "curve", points: POINTS } as const;

Deno.test("a guest with a dirty curve dirties as many distinct pages as its points say", () => {
  for (const placement of ["scattered", "contiguous"] as const) {
    for (const { seconds, dirtyPages } of POINTS) {
      const dirty = countPages(
        pagesWritten({ vm, workload: { ...CURVE, points: [...POINTS], placement } }, { toSeconds: seconds }),
      );
      assertAlmostEquals(dirty / dirtyPages, 1, 0.03, `${placement} ${seconds}`);
    }
  }
});

Deno.test("the pages of a curve are scattered over the range by default, and contiguous on request", () => {
  const shares = (workload: Workload) => {
    const bits = pagesWritten({ vm, workload }, { toSeconds: 1 });
    return [0, 1, 2, 3].map((quarter) => countRange(bits, quarter * PAGES / 4, (quarter + 1) * PAGES / 4));
  };
  for (const share of shares({ ...CURVE, points: [...POINTS] })) assertAlmostEquals(share / 4500, 1, 0.1);
  const [first, , , last] = shares({ ...CURVE, points: [...POINTS], placement: "contiguous" });
  assert(first > 10_000 && last === 0);
});

Deno.test("a curve keeps to its range, and its touches to their rate", () => {
  const workload: Workload[] = [{
    ...CURVE,
    points: [...POINTS],
    firstPage: 1000,
    pages: 100_000,
    touchesPerSecond: 5000,
  }];
  const { vm: complete } = parseScenario({ vm });
  const { edges, touches } = createGuest(complete, workload, new Random("1")).profile;
  assert(edges[0] >= 1000 && edges[edges.length - 1] <= 101_000);
  const total = touches.reduce((sum, rate, i) => sum + rate * (edges[i + 1] - edges[i]), 0);
  assertAlmostEquals(total / 5000, 1, 0.01);
});

/** Distinct pages that a workload has dirtied, averaged over seeds: a curve as an operator could measure it. */
function curveOf(workload: Workload): Workload {
  const points = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8].map((seconds) => {
    const counts = [1, 2, 3].map((seed) => countPages(pagesWritten({ vm, workload, seed }, { toSeconds: seconds })));
    return { seconds, dirtyPages: counts.reduce((sum, count) => sum + count, 0) / 3 };
  });
  return { kind: "curve", points };
}

const KNOWN: Record<string, Workload> = {
  "uniform": { kind: "uniform", writesPerSecond: 12_000, pages: 100_000 },
  "hot-cold": { kind: "hot-cold", writesPerSecond: 60_000, hotFraction: 0.05, hotShare: 0.9 },
  "power law": { kind: "power-law", writesPerSecond: 60_000, exponent: 0.9 },
};

for (const [name, workload] of Object.entries(KNOWN)) {
  Deno.test(`a curve sampled from a ${name} workload predicts its migration within 3 %`, () => {
    for (const engine of ["pre-copy", "three-stage"] as const) {
      const total = (guest: Workload) =>
        simulate({
          vm,
          workload: guest,
          network: { bandwidthBitsPerSecond: 2e9 },
          migration: { engine, hypervisor: "qemu", maxBytesPerSecond: null },
        });
      const [real, fitted] = [total(workload), total(curveOf(workload))];
      assertEquals(fitted.verdict, real.verdict);
      assertAlmostEquals(fitted.totalSeconds / real.totalSeconds, 1, 0.03);
    }
  });
}
