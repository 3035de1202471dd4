import { assert, assertEquals, assertStrictEquals, assertThrows, fail } from "@std/assert";
import fc from "fast-check";
import { countPages, createBitmap } from "../../../lib/bitmap.ts";
import { popCount } from "../../../lib/bitmap/pop-count.ts";
import { currentArena, withArena } from "../../../lib/bitmap/wasm/arena.ts";
import { addBernoulli } from "../../../lib/random/bernoulli.ts";
import { Random } from "../../../lib/random/random.ts";
import { type ScenarioInput, simulate } from "../../../mod.ts";

const PAGES = 5000;

/** A set drawn twice, the second draw on top of the first, and how many pages it has. */
function drawn(create: (pages: number) => Uint32Array, from: number, to: number, p: number) {
  const bits = create(PAGES);
  const random = new Random("arena");
  addBernoulli(bits, from, to, p, random);
  addBernoulli(bits, 100, PAGES, 0.3, random);
  return { bits: [...bits], count: countPages(bits), lanes: [...random.lanes] };
}

Deno.test("the kernels give the scalar code's bits, counts and random state", () => {
  const page = fc.nat({ max: PAGES });
  const p = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0.5, 0.25, 1, 1e-3, 1 - 1e-9));
  fc.assert(fc.property(page, page, p, (a, b, p) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    withArena(PAGES, 1, createBitmap, (create) => {
      const probe = create(32);
      assert(currentArena()!.owns(probe));
    });
    const fast = withArena(PAGES, 1, createBitmap, (create) => drawn(create, from, to, p));
    assertEquals(fast, drawn(createBitmap, from, to, p));
  }));
});

Deno.test("bitmaps of an arena are empty and apart, whatever was in them before", () => {
  for (let i = 0; i < 3; i++) {
    withArena(1000, 3, createBitmap, (create) => {
      const sets = [create(1000), create(33), create(1000)];
      for (const set of sets) {
        assertStrictEquals(countPages(set), 0);
        set.fill(0xffffffff);
      }
      assertEquals(sets.map(({ length }) => length), [32, 2, 32]);
    });
  }
});

Deno.test("plain memory serves where an arena is in use, and an arena is given back after a failure", () => {
  const [plain] = withArena(100, 1, createBitmap, () => withArena(100, 1, createBitmap, (create) => [create(100)]));
  assertStrictEquals(currentArena(), null);
  assertStrictEquals(plain.buffer.byteLength, 16);
  assertThrows(() => withArena(100, 1, createBitmap, () => fail("no")));
  assertStrictEquals(currentArena(), null);
});

Deno.test("a simulation is the same in plain memory, as one within another's observer is", () => {
  const guest: ScenarioInput = {
    preset: "qemu",
    vm: { memoryBytes: 8191 * 4096, vcpus: 2 },
    workload: [
      { kind: "hot-cold", writesPerSecond: 3000, hotFraction: 0.1, hotShare: 0.8 },
      { kind: "sequential", writesPerSecond: 500 },
    ],
    network: { bandwidthBitsPerSecond: 2e8 },
  };
  for (const hypervisor of ["xen-4.1", "xen-4.6", "qemu"] as const) {
    for (const engine of ["pre-copy", "three-stage", "post-copy", "stop-and-copy"] as const) {
      const scenario = { ...guest, migration: { engine, hypervisor } };
      let inside;
      simulate(guest, { sent: () => inside ??= simulate(scenario) });
      assertEquals(inside, simulate(scenario));
    }
  }
});

Deno.test("QEMU's pre-copy goes the same way in an arena, in plain memory, and watched", () => {
  const guest: ScenarioInput = {
    preset: "qemu",
    vm: { memoryBytes: 2 ** 27 },
    workload: { kind: "hot-cold", writesPerSecond: 20_000, hotFraction: 0.1, hotShare: 0.9 },
    network: { bandwidthBitsPerSecond: 5e8 },
    migration: { downtimeLimitSeconds: 0.02, maxRounds: 60 },
  };
  const guests = [1, 2, 3, 4].flatMap((seed) => [
    { ...guest, seed },
    { ...guest, seed, vm: { memoryBytes: 2 ** 27, zeroPages: 3000 } },
  ]);
  for (const scenario of guests) {
    const fast = simulate(scenario);
    assert(fast.rounds.length > 10);
    // Nested runs use plain memory.
    assertEquals(withArena(32, 1, createBitmap, () => simulate(scenario)), fast);
    let sent = 0;
    assertEquals(simulate(scenario, { sent: (_, mask) => sent += popCount(mask) }), fast);
    assertStrictEquals(sent, fast.pagesTransferred + fast.zeroPagesTransferred);
  }
});
