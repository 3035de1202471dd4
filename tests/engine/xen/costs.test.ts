import { assert, assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import { simulate } from "../../../lib/simulate.ts";
import type { Engine, Host, Hypervisor, ScenarioInput } from "../../../lib/scenario/types.ts";

const PAGES = 10_000;
const BATCHES = Math.ceil(PAGES / 1024);
const ENGINES: readonly Engine[] = ["pre-copy", "three-stage", "post-copy", "stop-and-copy"];

/** An idle guest: every engine sends each page once, and no page is found dirty. */
function idle(engine: Engine, hypervisor: Hypervisor, source: Partial<Host>, more: ScenarioInput = {}): ScenarioInput {
  return {
    vm: { memoryBytes: PAGES * 4096 },
    source: { copyBytesPerSecond: 4104e4, dirtyLogReadSeconds: 0.004, ...source },
    ...more,
    migration: { engine, hypervisor, ...more.migration },
  };
}

for (const engine of ENGINES) {
  Deno.test(`batchSeconds: ${engine} under Xen's rules pays it for each of its batches`, () => {
    for (const hypervisor of ["xen-4.1", "xen-4.6"] as const) {
      const [free, paid] = [0, 0.01].map((batchSeconds) => simulate(idle(engine, hypervisor, { batchSeconds })));
      assertAlmostEquals(paid.totalSeconds - free.totalSeconds, BATCHES * 0.01, 1e-9);
      assertEquals(
        [paid.pagesTransferred, paid.bytesTransferred],
        [free.pagesTransferred, free.bytesTransferred],
      );
    }
  });

  Deno.test(`batchSeconds: ${engine} under QEMU's rules sends page by page and pays none`, () => {
    const [free, dear] = [0, 0.01].map((batchSeconds) => simulate(idle(engine, "qemu", { batchSeconds })));
    assertEquals({ ...dear, warnings: undefined }, { ...free, warnings: undefined });
    assert(dear.warnings!.includes(`source.batchSeconds has no effect on ${engine} under qemu`));
  });
}

Deno.test("batchSeconds: a demand fetch under Xen's rules is a batch of its own", () => {
  const one: ScenarioInput = {
    vm: { memoryBytes: PAGES * 4096 },
    // The first write comes to the last page, long before the push does.
    workload: { kind: "sequential", firstPage: PAGES - 1, pages: 1, writesPerSecond: 100, startPage: 0 },
    migration: { engine: "post-copy", hypervisor: "xen-4.6", prepullPages: 0 },
  };
  const [free, paid] = [0, 0.01].map((batchSeconds) =>
    simulate({ ...one, source: { copyBytesPerSecond: 4104e4, batchSeconds } })
  );
  assertStrictEquals(free.demandFaults, 1);
  assertAlmostEquals(paid.totalSeconds - free.totalSeconds, (BATCHES + 1) * 0.01, 1e-6);
});

Deno.test("peekSeconds: pre-copy under Xen 4.1's skip rule pays it before each batch, and no other engine does", () => {
  for (const engine of ENGINES) {
    const [free, paid] = [0, 0.01].map((peekSeconds) => simulate(idle(engine, "xen-4.1", { peekSeconds })));
    // One for each batch of the first pass, and one in the second, which finds nothing to send.
    const peeks = engine === "pre-copy" ? BATCHES + 1 : 0;
    assertAlmostEquals(paid.totalSeconds - free.totalSeconds, peeks * 0.01, 1e-9, engine);
  }
});

Deno.test("peekSeconds: null stands for dirtyLogReadSeconds", () => {
  const [by, alone] = [null, 0.004].map((peekSeconds) => simulate(idle("pre-copy", "xen-4.1", { peekSeconds })));
  assertEquals(by, alone);
  const [slow, quick] = [0.004, 0.001].map((peekSeconds) => simulate(idle("pre-copy", "xen-4.1", { peekSeconds })));
  assertAlmostEquals(slow.totalSeconds - quick.totalSeconds, (BATCHES + 1) * 0.003, 1e-9);
});

Deno.test("dirtyLogReadSecondsPerPage: whoever reads the log pays it, the last time within downtime", () => {
  const reads: Record<Engine, [running: number, stopped: number]> = {
    "pre-copy": [1, 1],
    "three-stage": [0, 1],
    "post-copy": [0, 0],
    "stop-and-copy": [0, 0],
  };
  for (const engine of ENGINES) {
    const [free, paid] = [0, 1e-6].map((dirtyLogReadSecondsPerPage) =>
      simulate(idle(engine, "xen-4.1", { dirtyLogReadSecondsPerPage }))
    );
    const [running, stopped] = reads[engine];
    assertAlmostEquals(paid.totalSeconds - free.totalSeconds, (running + stopped) * 0.01, 1e-9, engine);
    assertAlmostEquals(paid.downtimeSeconds! - free.downtimeSeconds!, stopped * 0.01, 1e-9, engine);
  }
});
