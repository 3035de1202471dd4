import { assertEquals, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import { countPages } from "../../lib/bitmap.ts";
import { BitmapPool } from "../../lib/bitmap/pool.ts";
import { simulateScenario } from "../../lib/engine/simulate.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import type { ScenarioInput } from "../../lib/scenario/types.ts";

Deno.test("bitmaps of a pool are empty and do not overlap, regardless of their earlier content", () => {
  const pool = new BitmapPool();
  for (const pages of [1000, 33, 2000, 999]) {
    pool.reset();
    const sets = [pool.take(pages), pool.take(33), pool.take(pages)];
    for (const set of sets) {
      assertStrictEquals(countPages(set), 0);
      set.fill(0xffffffff);
    }
    assertEquals(sets.map(({ length }) => length), [Math.ceil(pages / 32), 2, Math.ceil(pages / 32)]);
  }
});

Deno.test("a pool reuses memory only after a reset", () => {
  const pool = new BitmapPool();
  const [a, b] = [pool.take(1000), pool.take(1000)];
  assertNotStrictEquals(a.buffer, b.buffer);
  pool.reset();
  assertStrictEquals(pool.take(500).buffer, a.buffer);
});

Deno.test("simulations that share a pool give the same results as simulations without one", () => {
  const pool = new BitmapPool();
  for (const pages of [8191, 100, 20_000]) {
    for (const hypervisor of ["xen-4.1", "xen-4.6", "qemu"] as const) {
      for (const engine of ["pre-copy", "three-stage", "post-copy", "stop-and-copy"] as const) {
        const input: ScenarioInput = {
          preset: "qemu",
          vm: { memoryBytes: pages * 4096, vcpus: 2, zeroPages: 50 },
          workload: [
            { kind: "hot-cold", writesPerSecond: 3000, hotFraction: 0.1, hotShare: 0.8 },
            { kind: "sequential", writesPerSecond: 500, pages: 40 },
          ],
          network: { bandwidthBitsPerSecond: 2e8 },
          migration: { engine, hypervisor },
        };
        const scenario = parseScenario(input);
        assertEquals(simulateScenario(scenario, { pool }), simulateScenario(scenario));
      }
    }
  }
});
