import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { encodeBase64 } from "@std/encoding";
import { addTraceWrites, createTrace, nextTraced } from "../../../lib/engine/guest/trace.ts";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { countPages } from "../../../lib/bitmap/count.ts";
import { pagesOf } from "../../../lib/bitmap/next-set.ts";
import { pagesWritten } from "../../../lib/engine/pages-written.ts";
import { simulate } from "../../../lib/simulate.ts";

/** Frame 1, up to 1 s: pages 0 to 15. Frame 2, up to 3 s: pages 8 to 10. */
const FRAMES = [
  { seconds: 1, dirty: encodeBase64(new Uint8Array([0xff, 0xff])) },
  { seconds: 3, dirty: encodeBase64(new Uint8Array([0, 7])) },
];
const PAGES = 100;
const trace = (more: object = {}, extents = [{ from: 40, to: PAGES }]) =>
  createTrace({ kind: "trace", frames: FRAMES, ...more }, extents, PAGES);

function written(writer: ReturnType<typeof trace>, t0: number, t1: number): number[] {
  const out = createBitmap(PAGES);
  addTraceWrites(out, 0, out.length, writer, t0, t1);
  return Array.from(pagesOf(out));
}

const span = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

Deno.test("a trace writes the pages of a frame within its interval, counted from the range's first page", () => {
  assertEquals(written(trace(), 0, 1), span(40, 56));
  assertEquals(written(trace(), 1, 3), span(48, 51));
  assertEquals(written(trace(), 0, 3), span(40, 56));
});

Deno.test("the parts of an interval add up to the interval, and no page is written twice in a frame", () => {
  const cuts = [0, 0.2, 0.55, 0.56, 1, 1.7, 3];
  const parts = cuts.slice(1).map((end, i) => written(trace(), cuts[i], end));
  assertEquals(parts.slice(0, 4).flat().sort((a, b) => a - b), span(40, 56));
  assertEquals(parts.slice(4).flat().sort((a, b) => a - b), span(48, 51));
  assert(parts[0].length > 0 && parts[1].length > 0);
});

Deno.test("a trace starts over at its end, unless repeat is false", () => {
  assertEquals(written(trace(), 3, 4), span(40, 56));
  assertEquals(written(trace(), 7, 9), span(48, 51));
  assertEquals(written(trace(), 0.5, 1000), span(40, 56));
  assertEquals(written(trace({ repeat: false }), 3, 1000), []);
});

Deno.test("a trace follows its extents", () => {
  assertEquals(written(trace({}, [{ from: 90, to: 94 }, { from: 3, to: 40 }]), 0, 1), [
    ...span(3, 15),
    ...span(90, 94),
  ]);
});

Deno.test("the next touch of a trace is its next write to a page of the set", () => {
  const set = createBitmap(PAGES);
  set[1] = 1 << 17; // page 49, in both frames
  const first = nextTraced(trace(), set, 0)!;
  const second = nextTraced(trace(), set, 1)!;
  assert(first.page === 49 && first.seconds < 1 && second.page === 49 && second.seconds > 1 && second.seconds <= 3);
  assertEquals(written(trace(), 0, first.seconds).includes(49), true);
  assertEquals(written(trace(), 0, first.seconds * 0.999).includes(49), false);
  assertEquals(nextTraced(trace({ repeat: false }), set, 3), undefined);
  assertEquals(nextTraced(trace(), createBitmap(PAGES), 0), undefined);
});

Deno.test("a trace that was recorded from a workload migrates like the workload", () => {
  const vm = { memoryBytes: 2 ** 26 };
  const workload = { kind: "uniform", writesPerSecond: 9000, pages: 8000 } as const;
  const frames = Array.from({ length: 40 }, (_, i) => {
    const bits = pagesWritten({ vm, workload, seed: i }, { fromSeconds: i / 10, toSeconds: (i + 1) / 10 });
    return { seconds: (i + 1) / 10, dirty: encodeBase64(new Uint8Array(bits.buffer)) };
  });
  for (const engine of ["pre-copy", "three-stage"] as const) {
    const run = (workload: Parameters<typeof simulate>[0]["workload"]) =>
      simulate({ vm, workload, migration: { engine, hypervisor: "qemu", downtimeLimitSeconds: 0.05 } });
    const [real, replayed] = [run(workload), run({ kind: "trace", frames })];
    assertAlmostEquals(replayed.totalSeconds / real.totalSeconds, 1, 0.02);
    assertAlmostEquals(replayed.pagesTransferred / real.pagesTransferred, 1, 0.02);
  }
  assert(countPages(pagesWritten({ vm, workload: { kind: "trace", frames } }, { toSeconds: 0.1 })) > 800);
});
