import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { simulate } from "../../lib/simulate.ts";
import type { ScenarioInput, Workload } from "../../lib/scenario/types.ts";
import { plain } from "./qemu-scenarios.ts";

const KINDS: Workload[] = [
  { kind: "uniform", writesPerSecond: 3000 },
  { kind: "hot-cold", writesPerSecond: 3000, hotFraction: 0.1, hotShare: 0.8 },
  { kind: "power-law", writesPerSecond: 3000, exponent: 1 },
  { kind: "sequential", writesPerSecond: 3000, startPage: 7 },
];

Deno.test("a workload over one extent is the workload over that range, draw for draw", () => {
  for (const part of KINDS) {
    for (const engine of ["pre-copy", "three-stage", "post-copy"] as const) {
      const range = plain(engine, { workload: { ...part, firstPage: 500, pages: 4000 } });
      const extents = plain(engine, { workload: { ...part, extents: [{ firstPage: 500, pages: 4000 }] } });
      assertEquals(simulate(extents), simulate(range));
    }
  }
});

Deno.test("a range cut into adjoining extents is written as often, page by page", () => {
  for (const part of KINDS.filter(({ kind }) => kind !== "power-law")) {
    const cut = [{ firstPage: 500, pages: 37 }, { firstPage: 537, pages: 2000 }, { firstPage: 2537, pages: 1963 }];
    const [whole, pieces] = [{ firstPage: 500, pages: 4000 }, { extents: cut }].map((where) =>
      [1, 2, 3, 4, 5, 6].map((seed) => simulate(plain("three-stage", { workload: { ...part, ...where }, seed })))
    );
    const sent = (results: typeof whole) => results.reduce((sum, { pagesTransferred }) => sum + pagesTransferred, 0);
    assert(Math.abs(sent(pieces) / sent(whole) - 1) < 0.003, part.kind);
  }
});

Deno.test("a sequential workload goes through its extents in their order, wherever they are", () => {
  const faulted: number[] = [];
  const scenario: ScenarioInput = plain("post-copy", {
    pages: 30_000,
    workload: {
      kind: "sequential",
      writesPerSecond: 8,
      startPage: 0,
      extents: [{ firstPage: 15_000, pages: 3 }, { firstPage: 9000, pages: 2 }, { firstPage: 29_000, pages: 1 }],
    },
  });
  simulate(scenario, { observer: { stalled: (page) => faulted.push(page) } });
  // Behind each fault the push goes on: the next page of a run is there when the writer reaches it.
  assertEquals(faulted, [15_000, 9000, 29_000]);
});

Deno.test("zero pages may lie in several runs, but where a workload writes", () => {
  const scenario = plain("pre-copy", { workload: { kind: "uniform", writesPerSecond: 1, firstPage: 100, pages: 50 } });
  const zeroExtents = [{ firstPage: 5000, pages: 300 }, { firstPage: 120, pages: 80 }];
  const result = simulate({
    ...scenario,
    vm: { ...scenario.vm, zeroExtents },
    migration: { engine: "stop-and-copy", hypervisor: "qemu" },
  });
  assertStrictEquals(result.zeroPagesTransferred, 300 + 50);
});
