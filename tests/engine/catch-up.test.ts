import { assert, assertEquals } from "@std/assert";
import { simulate } from "../../lib/simulate.ts";
import { average } from "../random/statistics.ts";
import { LINK, plain } from "./qemu-scenarios.ts";
import { upTo } from "./scenarios.ts";

/** Post-copy of a guest that touches 300 pages per second and waits 60 ms for each absent page. */
function stay(cpuShare: number, catchUpSeconds: number) {
  const results = upTo(12).map((seed) => {
    const { phases, demandFaults, stallSeconds } = simulate(plain("post-copy", {
      workload: { kind: "uniform", writesPerSecond: 300, touchesPerWrite: 1, cpuShare, catchUpSeconds },
      queueBytes: 0.06 * LINK * 4104,
      seed,
    }));
    return { faults: demandFaults, blocked: stallSeconds / phases.at(-1)!.seconds };
  });
  return {
    faults: average(results.map(({ faults }) => faults)),
    blocked: average(results.map(({ blocked }) => blocked)),
  };
}

Deno.test("a writer that catches up after a stall touches pages sooner, so its blocked share rises with catchUpSeconds", () => {
  const shares = [0, 0.02, 0.25, 1].map((catchUp) => stay(0.001, catchUp));
  for (let i = 1; i < shares.length; i++) {
    assert(shares[i].faults > shares[i - 1].faults, JSON.stringify(shares));
    if (i < 3) assert(shares[i].blocked > shares[i - 1].blocked + 0.01, JSON.stringify(shares));
  }
  assert(shares[3].blocked > 0.9, JSON.stringify(shares));
});

Deno.test("a writer without spare CPU never catches up, regardless of catchUpSeconds", () => {
  const [impatient, patient] = [stay(1, 0), stay(1, 1)];
  assertEquals(patient, impatient);
  assert(stay(0.5, 1).faults > impatient.faults);
});
