import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import fc from "fast-check";
import { simulate } from "../../lib/simulate.ts";
import { type Film, film } from "../../mod.ts";
import type { ScenarioInput } from "../../lib/scenario/types.ts";
import { anyScenario } from "../engine/scenarios.ts";

const ENGINES = ["pre-copy", "three-stage", "post-copy", "stop-and-copy"] as const;
const HYPERVISOR_RULES = ["xen-4.1", "xen-4.6", "qemu"] as const;

function busy(engine: typeof ENGINES[number], hypervisor: typeof HYPERVISOR_RULES[number]): ScenarioInput {
  return {
    vm: { memoryBytes: 4096 * 5000, vcpus: 2 },
    workload: { kind: "hot-cold", writesPerSecond: 3000, hotFraction: 0.1, hotShare: 0.8 },
    network: { bandwidthBitsPerSecond: 1e8 },
    migration: { engine, hypervisor },
  };
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** The sum of one cell's values over all frames. */
function perCell(shot: Film, table: Float64Array): number[] {
  const sums = new Array(shot.cells).fill(0);
  table.forEach((value, i) => sums[i % shot.cells] += value);
  return sums;
}

for (const hypervisor of HYPERVISOR_RULES) {
  for (const engine of ENGINES) {
    Deno.test(`film of ${engine} under ${hypervisor} has the same result as simulate`, () => {
      assertEquals(film(busy(engine, hypervisor)).result, simulate(busy(engine, hypervisor)));
    });

    Deno.test(`film of ${engine} under ${hypervisor} counts every page in one frame, one pass and one cell`, () => {
      const shot = film(busy(engine, hypervisor), { cells: 7, frames: 50 });
      const { pagesTransferred, zeroPagesTransferred, demandFaults, totalSeconds } = shot.result;
      assertStrictEquals(sum(shot.pagesSent), pagesTransferred + zeroPagesTransferred);
      assertStrictEquals(sum(shot.faults), demandFaults);
      for (const name of ["pagesSent", "pagesDirtied", "faults"] as const) {
        const passes = Array.from({ length: 7 }, (_, cell) => sum(shot.passes.map((pass) => pass[name][cell])));
        assertEquals(passes, perCell(shot, shot[name]), name);
      }
      let seconds = 0;
      for (const pass of shot.passes) {
        assertStrictEquals(pass.startSeconds, seconds);
        seconds = pass.startSeconds + pass.seconds;
      }
      assert(Math.abs(seconds - totalSeconds) < 1e-9);
    });
  }
}

Deno.test("the state of a film follows from the pages sent and found dirty, in any scenario", () => {
  fc.assert(fc.property(anyScenario(), fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 30 }), check), {
    numRuns: 60,
  });
});

function check(scenario: ScenarioInput, cells: number, frames: number): void {
  const shot = film(scenario, { cells, frames });
  assertEquals(shot.result, simulate(scenario));
  assertStrictEquals(shot.cells, Math.min(cells, shot.pages));
  for (let cell = 0; cell < shot.cells; cell++) {
    const pages = shot.cellStarts[cell + 1] - shot.cellStarts[cell];
    let before = pages;
    for (let frame = 0; frame < frames; frame++) {
      const at = frame * shot.cells + cell;
      const never = shot.pagesNeverSent[at];
      assert(never >= 0 && never <= before, "each page is sent for the first time once");
      assert(shot.pagesStale[at] >= 0 && shot.pagesStale[at] + never <= pages);
      assert(before - never <= shot.pagesSent[at]);
      before = never;
    }
  }
  const end = (frames - 1) * shot.cells;
  if (shot.result.verdict !== "diverged") {
    assertStrictEquals(sum(shot.pagesNeverSent.subarray(end)), 0, "every page has been sent by the end");
    assertStrictEquals(sum(shot.pagesStale.subarray(end)), 0, "every page is up to date");
  }
  if (shot.afterResume === null) return assertStrictEquals(shot.result.demandFaults, 0);
  assertStrictEquals(sum(shot.afterResume.faults), shot.result.demandFaults);
  const { stallSeconds } = shot.result;
  assert(Math.abs(sum(shot.afterResume.stallSeconds) - stallSeconds) <= 1e-9 + 1e-9 * stallSeconds);
}

Deno.test("film has a pass for each of Xen's rounds, with the pages sent, skipped and found dirty in it", () => {
  for (const hypervisor of ["xen-4.1", "xen-4.6"] as const) {
    const { passes, result } = film(busy("pre-copy", hypervisor));
    assert(result.rounds.length > 3);
    const told = passes.map(({ kind, pagesSent, pagesSkipped, pagesDirtied }) => ({
      guest: kind === "round" ? "running" : "stopped",
      pagesSent: sum(pagesSent),
      pagesSkipped: sum(pagesSkipped),
      pagesDirtied: sum(pagesDirtied),
    }));
    const rounds = result.rounds.map(({ guest, pagesSent, pagesSkipped, pagesDirtied }) => ({
      guest,
      pagesSent,
      pagesSkipped,
      pagesDirtied,
    }));
    assertEquals(told, rounds);
  }
});

Deno.test("film names the pass after the last dirty-log read", () => {
  const kinds = (engine: typeof ENGINES[number], hypervisor: typeof HYPERVISOR_RULES[number]) =>
    Array.from(new Set(film(busy(engine, hypervisor)).passes.map(({ kind }) => kind)));
  assertEquals(kinds("pre-copy", "qemu"), ["round", "final copy"]);
  assertEquals(kinds("three-stage", "qemu"), ["round", "push and fetch"]);
  assertEquals(kinds("post-copy", "qemu"), ["round", "push and fetch"]);
  assertEquals(kinds("post-copy", "xen-4.6"), ["push and fetch"]);
  assertEquals(kinds("stop-and-copy", "xen-4.6"), ["copy"]);
});

Deno.test("film merges neighboring passes to the requested number, and has one more pass after them", () => {
  const all = film(busy("pre-copy", "xen-4.1"), { cells: 3 });
  const few = film(busy("pre-copy", "xen-4.1"), { cells: 3, passes: 4 });
  const readings = all.passes.length - 1;
  assert(readings > 8);
  assert(few.passes.length <= 5);
  assertEquals([few.passes[0].firstIndex, few.passes[0].lastIndex], [1, Math.ceil(readings / 4)]);
  assertStrictEquals(few.passes.at(-1)!.kind, "final copy");
  assertEquals(few.passes.at(-1)!.pagesSent, all.passes.at(-1)!.pagesSent);
  const sentIn = (shot: Film) => sum(shot.passes.flatMap(({ pagesSent }) => Array.from(pagesSent)));
  assertStrictEquals(sentIn(few), sentIn(all));
});

Deno.test("film of an abandoned migration has no pass after its last round", () => {
  for (const hypervisor of ["qemu", "xen-4.1", "xen-4.6"] as const) {
    const scenario = {
      ...busy("pre-copy", hypervisor),
      workload: { kind: "uniform", writesPerSecond: 1e6 } as const,
      migration: { engine: "pre-copy", hypervisor, timeLimitSeconds: hypervisor === "qemu" ? 5 : 1.3 } as const,
    };
    const { result, passes } = film(scenario);
    assertStrictEquals(result.verdict, "diverged");
    assertEquals(new Set(passes.map(({ kind }) => kind)), new Set(["round"]));
    const sent = sum(passes.flatMap(({ pagesSent }) => Array.from(pagesSent)));
    assertStrictEquals(sent, result.pagesTransferred + result.zeroPagesTransferred);
  }
});

Deno.test("film of a migration that takes no time puts everything in the last frame", () => {
  const host = {
    roundSeconds: 0,
    walkSecondsPerPage: 0,
    dirtyLogReadSeconds: 0,
    suspendSeconds: 0,
    resumeSeconds: 0,
    markAbsentSecondsPerPage: 0,
  };
  const shot = film({ vm: { memoryBytes: 4096 }, source: host, destination: host }, { frames: 3 });
  assertStrictEquals(sum(shot.pagesNeverSent.subarray(2)), 0);
});

Deno.test("film reports an option out of range in one line", () => {
  const vm = { memoryBytes: 2 ** 20 };
  const cases: [object, string, string][] = [
    [{ cells: 0 }, "RangeError", "Cannot film: cells must be a whole number from 1 to 65536, got 0"],
    [{ cells: "9" }, "TypeError", 'Cannot film: cells must be a whole number from 1 to 65536, got "9"'],
    [{ frames: 2.5 }, "RangeError", "Cannot film: frames must be a whole number from 1 to 100000, got 2.5"],
    [{ passes: NaN }, "RangeError", "Cannot film: passes must be a whole number from 1 to 4096, got NaN"],
    [{ frames: 100_000 }, "RangeError", "Cannot film: frames must be at most 65536 with 256 cells, got 100000"],
  ];
  for (const [options, name, message] of cases) assertThrowsWith(() => film({ vm }, options), { name, message });
  assertThrowsWith(() => film({ vm: {} }), { name: "TypeError" });
  for (const options of [null, 5]) {
    const message = `Cannot film: options must be an object, got ${options}`;
    assertThrowsWith(() => film({ vm }, options as never), { name: "TypeError", message });
  }
});
