import { assert, assertEquals, assertNotEquals, assertNotStrictEquals, assertThrows } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { simulate } from "../../lib/simulate.ts";
import type { ScenarioInput } from "../../lib/scenario/types.ts";
import { GOLDEN_SCENARIOS, totalsOf } from "./golden.ts";

/** Verdict, total time, downtime, pages, bytes, rounds, demand faults, stalled time. */
const GOLDEN: Record<string, ReturnType<typeof totalsOf>> = {
  "pre-copy, Xen 4.1": ["forced", 3.517111, 0.059312, 14909, 61252228, 30, 0, 0],
  "pre-copy, Xen 4.6": ["forced", 2.799073, 0.099122, 13193, 54209864, 6, 0, 0],
  "three-stage": ["converged", 2.2337, 0.036092, 10665, 43835728, 1, 199, 0.193492],
  "three-stage, pushes at intervals": ["converged", 2.672496, 0.036092, 10665, 43835824, 1, 295, 0.241672],
  "post-copy": ["converged", 1.671912, 0.033377, 8000, 32897536, 0, 757, 1.476102],
  "post-copy, link slower than host": ["converged", 2.830195, 0.035678, 8000, 32897536, 0, 200, 4.371842],
  "stop-and-copy": ["converged", 1.675058, 1.675058, 8000, 32897568, 0, 0, 0],
  "pre-copy, QEMU": ["converged", 2.229169, 0.311643, 10628, 43685548, 5, 0, 0],
  "three-stage, QEMU": ["converged", 1.998823, 0.038366, 9629, 39605902, 2, 170, 0.168443],
  "post-copy, QEMU, link slower than host": ["converged", 2.74196, 0.048081, 7804, 32096944, 1, 344, 4.099491],
};

for (const [name, scenario] of Object.entries(GOLDEN_SCENARIOS)) {
  Deno.test(`the golden scenario has not changed: ${name}`, () => assertEquals(totalsOf(scenario), GOLDEN[name]));
}

const SCENARIO: ScenarioInput = {
  vm: { memoryBytes: 2 ** 24 },
  workload: { kind: "uniform", writesPerSecond: 20_000 },
  migration: { engine: "three-stage" },
};

Deno.test("the same seed gives the same result, as text or number, and another seed gives another result", () => {
  assertEquals(simulate(SCENARIO), simulate(SCENARIO));
  const timeline = (seed: string | number) => simulate({ ...SCENARIO, seed }).timeline;
  assertEquals(timeline(17), timeline("17"));
  assertNotEquals(timeline(17), timeline(18));
});

Deno.test("a result is plain JSON and names its engine and hypervisor", () => {
  for (const engine of ["pre-copy", "three-stage", "post-copy", "stop-and-copy"] as const) {
    for (const hypervisor of ["xen-4.1", "xen-4.6", "qemu"] as const) {
      const result = simulate({ ...SCENARIO, migration: { engine, hypervisor } });
      assertEquals([result.engine, result.hypervisor], [engine, hypervisor]);
      assertEquals(JSON.parse(JSON.stringify(result)), result);
    }
  }
});

Deno.test("simulate rejects values that are not scenarios", () => {
  assertThrows(() => simulate({ ...SCENARIO, vm: { memoryBytes: 5 } }), RangeError);
  assertThrowsWith(() => simulate({ ...SCENARIO, migration: { engine: "teleport" as never } }), /migration\.engine/);
});

Deno.test("all engines migrate a single page, and a guest at the highest allowed write rate", () => {
  for (const engine of ["pre-copy", "three-stage", "post-copy", "stop-and-copy"] as const) {
    for (const hypervisor of ["xen-4.1", "xen-4.6", "qemu"] as const) {
      for (const memoryBytes of [4096, 100 * 4096]) {
        const result = simulate({
          vm: { memoryBytes, vcpus: 3 },
          workload: [{ kind: "uniform", writesPerSecond: 1e15 }, { kind: "sequential", writesPerSecond: 1e15 }],
          migration: { engine, hypervisor },
        });
        assertNotStrictEquals(result.verdict, "diverged");
        assert(result.pagesTransferred >= memoryBytes / 4096);
      }
    }
  }
});
