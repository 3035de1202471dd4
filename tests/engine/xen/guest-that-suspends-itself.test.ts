import { assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import { simulate } from "../../../lib/simulate.ts";
import type { ScenarioInput } from "../../../lib/scenario/types.ts";

const PAGES = 4000;
const PAGE_ON_THE_WIRE = 4104;

function migrate(changes: ScenarioInput) {
  return simulate({
    ...changes,
    vm: { memoryBytes: PAGES * 4096, ...changes.vm },
    migration: { hypervisor: "xen-4.6", ...changes.migration },
  });
}

Deno.test("pages that suspending dirties are sent in the last round, in pre-copy and three-stage copy", () => {
  const vm = { suspendDirtiedPages: 210 };
  const preCopy = migrate({ vm });
  assertEquals(preCopy.rounds.map(({ pagesSent }) => pagesSent), [PAGES, 0, 210]);
  assertStrictEquals(migrate({ vm, migration: { engine: "three-stage" } }).pagesTransferred, PAGES + 210);
  assertStrictEquals(migrate({ vm, migration: { engine: "post-copy" } }).pagesTransferred, PAGES);
  assertStrictEquals(migrate({ vm: { suspendDirtiedPages: 2 ** 32 } }).pagesTransferred, 2 * PAGES);
});

Deno.test("until its programs stand still, a guest asked to suspend itself goes on writing", () => {
  const workload = { kind: "sequential", writesPerSecond: 1000, startPage: 0 } as const;
  const source = { suspendRequestSeconds: 0.2 };
  // One live round: what is found dirty then are the pages of that round and of the request.
  const migration = { maxRounds: 1 };
  const without = migrate({ workload, migration });
  const asked = migrate({ workload, migration, source });
  assertStrictEquals(asked.rounds[1].pagesSent - without.rounds[1].pagesSent, 200);
  const copied = 200 * PAGE_ON_THE_WIRE / (125e6 * 1448 / 1538);
  assertAlmostEquals(asked.downtimeSeconds! - without.downtimeSeconds!, copied, 1e-9);
  assertAlmostEquals(asked.totalSeconds - without.totalSeconds, 0.2 + copied, 1e-9);
});

for (const engine of ["three-stage", "post-copy", "stop-and-copy"] as const) {
  Deno.test(`${engine} waits for the suspend too, with the guest at the source`, () => {
    const without = migrate({ migration: { engine } });
    const asked = migrate({ migration: { engine }, source: { suspendRequestSeconds: 0.2 } });
    assertAlmostEquals(asked.totalSeconds - without.totalSeconds, 0.2, 1e-9);
    assertAlmostEquals(asked.downtimeSeconds!, without.downtimeSeconds!, 1e-9);
  });
}

for (const engine of ["pre-copy", "three-stage", "stop-and-copy"] as const) {
  Deno.test(`${engine} asks about each frame without memory once and lists it without content`, () => {
    const source = { unpopulatedSecondsPerPage: 5e-6, walkSecondsPerPage: 0 };
    const without = migrate({ migration: { engine }, source });
    const walked = migrate({ migration: { engine }, source, vm: { unpopulatedPages: 1_000_000 } });
    assertStrictEquals(walked.pagesTransferred, without.pagesTransferred);
    assertStrictEquals(walked.bytesTransferred - without.bytesTransferred, 8_000_000 + 16 * Math.ceil(1e6 / 1024));
    assertAlmostEquals(walked.totalSeconds - without.totalSeconds, 5, 1e-9);
  });
}

Deno.test("Xen 4.1 drops batches without memory", () => {
  const migration = { hypervisor: "xen-4.1" as const };
  const walked = migrate({ migration, vm: { unpopulatedPages: 1_000_000 } });
  assertStrictEquals(walked.bytesTransferred, migrate({ migration }).bytesTransferred);
});
