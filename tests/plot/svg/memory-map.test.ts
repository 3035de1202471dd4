import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { type MapColumn, memoryMap } from "../../../lib/plot/svg/memory-map.ts";

const cellStarts = Float64Array.of(0, 100, 200, 300, 400);
const place = { cellStarts, top: 0, height: 40, color: "red", mostBytes: 10_000 };

function column(i: number, values: number[]): MapColumn {
  return { left: 10 * i, right: 10 * (i + 1), values };
}

/** The tiles of a map: opacity and path. */
function tiles(svg: string): [number, string][] {
  return Array.from(svg.matchAll(/<path [^>]*?(?:fill-opacity="([^"]+)")? d="([^"]+)"/g)).flatMap(([, opacity, d]) =>
    d.split("z").filter(Boolean).map((tile): [number, string] => [Number(opacity ?? 1), tile])
  );
}

Deno.test("memoryMap joins equal neighbors in rows and columns to one tile", () => {
  const svg = memoryMap([column(0, [100, 100, 0, 0]), column(1, [100, 100, 0, 0])], place);
  assertEquals(tiles(svg), [[1, "M0 0h20v20h-20"]]);
});

Deno.test("memoryMap draws shares in four levels and nothing for empty cells", () => {
  const svg = memoryMap([column(0, [1, 10, 50, 51])], place);
  assertEquals(tiles(svg).map(([opacity]) => opacity), [0.25, 0.45, 0.7, 1]);
  assertStrictEquals(memoryMap([column(0, [0, 0, 0, 0])], place), "");
});

Deno.test("memoryMap grades values by the largest one with ofLargest", () => {
  assertEquals(tiles(memoryMap([column(0, [1, 0, 0, 4])], { ...place, ofLargest: true })), [
    [0.7, "M0 0h10v10h-10"],
    [1, "M0 30h10v10h-10"],
  ]);
});

Deno.test("memoryMap does not join columns across a gap", () => {
  const far = { ...column(1, [100, 100, 100, 100]), left: 16 };
  assertStrictEquals(tiles(memoryMap([column(0, [100, 100, 100, 100]), far], place)).length, 2);
});

Deno.test("memoryMap coarsens a detailed map until it fits", () => {
  const cells = 256;
  const starts = Float64Array.from({ length: cells + 1 }, (_, i) => i * 10);
  const columns = Array.from({ length: 300 }, (_, i) => ({
    left: 2 * i,
    right: 2 * i + 2,
    values: Float64Array.from({ length: cells }, (_, cell) => (cell * cell * 7919 + i * i * 104_729) % 11 < 4 ? 10 : 0),
  }));
  const svg = memoryMap(columns, { ...place, cellStarts: starts, height: 112, mostBytes: 12_000 });
  assert(tiles(svg).length > 20);
  assert(svg.length <= 12_000 && svg.length > 500, `${svg.length}`);
});

Deno.test("memoryMap does not join columns across a gap, even in coarse maps", () => {
  const columns = Array.from({ length: 40 }, (_, i) => column(i, [i % 2 * 100, 0, (i + 1) % 2 * 100, 0]));
  const apart = { left: 420, right: 430, values: [100, 0, 0, 0] };
  const svg = memoryMap([...columns, apart], { ...place, mostBytes: 400 });
  assert(tiles(svg).some(([, tile]) => tile === "M420 0h10v10h-10"));
});
