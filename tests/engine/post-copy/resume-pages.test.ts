import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { simulate } from "../../../lib/simulate.ts";
import type { ScenarioInput } from "../../../lib/scenario/types.ts";
import { LINK, PAGE_BYTES_SENT, plain } from "../qemu-scenarios.ts";

/** Pages and times that virtual CPUs waited for, in the order in which they began to wait. */
function stalls(scenario: ScenarioInput) {
  const seen: { page: number; since: number; until: number }[] = [];
  const result = simulate(scenario, {
    observer: { stalled: (page, since, until) => seen.push({ page, since, until }) },
  });
  return { result, seen: seen.toSorted((a, b) => a.since - b.since) };
}

/** A guest whose kernel touches `resumePages` when it resumes behind a queue of 50 ms. */
function resumed(engine: "post-copy" | "three-stage", resumePages: number[], rest: Partial<ScenarioInput["vm"]> = {}) {
  const scenario = plain(engine, {
    workload: { kind: "uniform", firstPage: 0, pages: 5000, writesPerSecond: 1000, touchesPerWrite: 1 },
    queueBytes: 0.05 * LINK * PAGE_BYTES_SENT,
  });
  const network = { ...scenario.network, queueWakeShare: 1, burstBytes: 0 };
  return { ...scenario, network, vm: { ...scenario.vm, resumePages, ...rest } };
}

Deno.test("a resumed kernel touches its pages in order, one after the other, before any program runs", () => {
  const pages = [19_000, 12_000, 15_000, 8000];
  for (const vcpus of [1, 3]) {
    const { seen } = stalls(resumed("post-copy", pages, { vcpus }));
    assertEquals(seen.slice(0, 4).map(({ page }) => page), pages);
    for (let i = 1; i < 5; i++) assert(seen[i].since >= seen[i - 1].until, `fault ${i}`);
    // Each waits behind a full queue.
    for (const { since, until } of seen.slice(0, 4)) assert(until - since > 0.045 && until - since < 0.055);
  }
});

Deno.test("a page that has come by then is no fault, and neither is one the destination has had", () => {
  // The push goes on behind a requested page: its neighbors are there soon.
  const neighbors = stalls(resumed("post-copy", [19_000, 19_000, 12_000, 19_001]));
  assertEquals(neighbors.seen.slice(0, 3).map(({ page }) => page).includes(19_001), false);
  assertStrictEquals(neighbors.seen.filter(({ page }) => page === 19_000).length, 1);
  // Three-stage copy sends again what was written, the first 5000 pages, and what the first pass had not come to.
  const { seen } = stalls(resumed("three-stage", [14_000, 15_000]));
  assert(seen.every(({ page }) => page < 5000 || page > 16_000));
});

Deno.test("the time that a chain takes is lag: a patient writer makes it good", () => {
  const faults = (resumePages: number[]) => {
    const scenario = resumed("post-copy", resumePages);
    const workload = { ...scenario.workload, cpuShare: 0.01, catchUpSeconds: 0.25 };
    return stalls({ ...scenario, workload } as ScenarioInput).result;
  };
  const [with_, without] = [faults([19_000, 18_000, 17_000, 16_000]), faults([])];
  assertStrictEquals(with_.pagesTransferred, without.pagesTransferred);
  assert(with_.stallSeconds > without.stallSeconds);
});

Deno.test("a page listed several times in a row is touched by as many virtual CPUs at once", () => {
  const pages = [19_000, 19_000, 19_000, 12_000];
  for (const [vcpus, waiting] of [[1, 1], [2, 2], [4, 3]]) {
    const { seen } = stalls(resumed("post-copy", pages, { vcpus }));
    assertEquals(seen.filter(({ page }) => page === 19_000).length, waiting, `${vcpus} virtual CPUs`);
    assertEquals(new Set(seen.slice(0, waiting).map(({ since, until }) => `${since} ${until}`)).size, 1);
    assertStrictEquals(seen[waiting].page, 12_000);
  }
});

Deno.test("as many writers as virtual CPUs: one that waits takes no time from the others", () => {
  const writer = (firstPage: number, writesPerSecond: number) =>
    ({ kind: "sequential", firstPage, pages: 4000, startPage: 0, writesPerSecond }) as const;
  const faultsOf = (vcpus: number) => {
    const scenario = resumed("post-copy", [], { vcpus });
    return stalls({ ...scenario, workload: [writer(15_000, 0.9 * LINK), writer(10_000, 0.9 * LINK)] }).seen.length;
  };
  // With a third virtual CPU the writers have no virtual CPU of their own: each wait slows the other.
  assert(faultsOf(2) > 1.1 * faultsOf(3), `${faultsOf(2)} and ${faultsOf(3)}`);
});
