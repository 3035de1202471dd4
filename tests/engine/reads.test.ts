import { assert, assertStrictEquals } from "@std/assert";
import { simulate } from "../../lib/simulate.ts";
import type { Workload } from "../../lib/scenario/types.ts";
import { plain } from "./qemu-scenarios.ts";

const reading: Workload[] = [
  { kind: "uniform", writesPerSecond: 0, touchesPerSecond: 2000 },
  { kind: "hot-cold", writesPerSecond: 0, touchesPerSecond: 2000, hotFraction: 0.3, hotShare: 0.5 },
  { kind: "power-law", writesPerSecond: 0, touchesPerSecond: 2000, exponent: 0.5 },
  { kind: "sequential", writesPerSecond: 0, touchesPerSecond: 12_000, startPage: 0 },
];

Deno.test("a guest that only reads faults in post-copy, and dirties nothing", () => {
  for (const part of reading) {
    const postCopy = simulate(plain("post-copy", { workload: part, queueBytes: 1e5 }));
    assert(postCopy.demandFaults > 20, `${part.kind}: ${postCopy.demandFaults}`);
    const preCopy = simulate(plain("pre-copy", { workload: part }));
    assertStrictEquals(preCopy.pagesTransferred, 20_000, part.kind);
    const threeStage = simulate(plain("three-stage", { workload: part }));
    assertStrictEquals(threeStage.demandFaults, 0, part.kind);
  }
});

Deno.test("touches per second are those of so many per write", () => {
  const [perWrite, perSecond] = [{ touchesPerWrite: 4 }, { touchesPerSecond: 1200 }].map((touching) =>
    simulate(plain("post-copy", { workload: { kind: "uniform", writesPerSecond: 300, ...touching }, queueBytes: 1e5 }))
  );
  assertStrictEquals(perSecond.demandFaults, perWrite.demandFaults);
  assertStrictEquals(perSecond.stallSeconds, perWrite.stallSeconds);
});
