import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { add, has, remove } from "../../../lib/bitmap/page.ts";
import { countRange } from "../../../lib/bitmap/count.ts";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { fillRange } from "../../../lib/bitmap/range.ts";
import { AbsentBlocks } from "../../../lib/engine/post-copy/absent-blocks.ts";
import { Random } from "../../../lib/random/random.ts";
import { assertBinomial } from "../../random/statistics.ts";
import { upTo } from "../scenarios.ts";

const BLOCK = 4096;
const SUPERBLOCK = 256 * BLOCK;

/** Memory of `pages` pages with the `absent` pages not arrived yet. */
function memoryOf(pages: number, absent: Iterable<number>) {
  const bits = createBitmap(pages);
  for (const page of absent) add(bits, page);
  return { bits, blocks: new AbsentBlocks(bits) };
}

/** The number of draws of each page from `from` to `to` - 1. */
function drawn({ bits, blocks }: ReturnType<typeof memoryOf>, from: number, to: number, draws: number) {
  const random = new Random(`${from} ${to} ${draws}`);
  const count = countRange(bits, from, to);
  const counts = new Map<number, number>();
  for (let i = 0; i < draws; i++) {
    const page = blocks.draw(from, to, count, random);
    counts.set(page, (counts.get(page) ?? 0) + 1);
  }
  return counts;
}

/** Asserts that draws return only absent pages of a range, each equally often. */
function assertUniform(memory: ReturnType<typeof memoryOf>, from: number, to: number, expected: readonly number[]) {
  const draws = 500 * expected.length;
  const counts = drawn(memory, from, to, draws);
  assertEquals([...counts.keys()].sort((a, b) => a - b), expected);
  for (const page of expected) {
    assertBinomial(counts.get(page)!, draws, 1 / expected.length, `page ${page} of ${expected.length}`);
  }
}

Deno.test("draw returns all absent pages of a range equally often, whether all, many, few or one are absent", () => {
  const [from, to] = [37, 137];
  const sets = {
    all: upTo(300),
    many: upTo(300).filter((page) => page % 3 !== 0),
    "one in eight": upTo(300).filter((page) => page % 8 === 5),
    few: [0, 36, 37, 63, 64, 136, 137, 299],
    one: [9, 101, 200],
  };
  for (const absent of Object.values(sets)) {
    assertUniform(memoryOf(300, absent), from, to, absent.filter((page) => page >= from && page < to));
  }
});

Deno.test("draw finds a few pages in a large memory, in any range", () => {
  const pages = 3 * SUPERBLOCK + 5 * BLOCK + 77;
  const edges = [0, BLOCK, SUPERBLOCK, SUPERBLOCK + BLOCK, 2 * SUPERBLOCK, 3 * SUPERBLOCK, 3 * SUPERBLOCK + 5 * BLOCK];
  // Pages on both sides of each edge, one in the middle, and the last page of memory.
  const absent = [...new Set(edges.flatMap((edge) => [edge - 1, edge]).filter((page) => page >= 0))];
  absent.push(SUPERBLOCK + 123_456, pages - 1);
  absent.sort((a, b) => a - b);
  const memory = memoryOf(pages, absent);
  const ranges = [
    [0, pages],
    [1, pages - 1],
    [BLOCK - 1, 3 * SUPERBLOCK + 1],
    [BLOCK, 3 * SUPERBLOCK],
    [BLOCK + 1, 2 * SUPERBLOCK + 1],
    [SUPERBLOCK, 2 * SUPERBLOCK],
    [SUPERBLOCK - 5, SUPERBLOCK + BLOCK + 5],
    [2 * SUPERBLOCK + 1, pages],
  ];
  for (const [from, to] of ranges) {
    assertUniform(memory, from, to, absent.filter((page) => page >= from && page < to));
  }
});

Deno.test("draw is uniform over dense stretches of a large memory", () => {
  const pages = 2 * SUPERBLOCK + 1000;
  const bits = createBitmap(pages);
  // Seven eighths of the range have arrived, so draws use the counts about as often as guesses.
  const stretches = [[5, 70_005], [SUPERBLOCK - 50_000, SUPERBLOCK + 80_000], [2 * SUPERBLOCK, 2 * SUPERBLOCK + 500]];
  for (const [from, to] of stretches) fillRange(bits, from, to);
  const draws = 20_000;
  const [first, last] = [3, 2 * SUPERBLOCK + 400];
  const counts = drawn({ bits, blocks: new AbsentBlocks(bits) }, first, last, draws);
  const total = countRange(bits, first, last);
  let found = 0;
  for (const [from, to] of stretches) {
    // Halves, to also test the position within a stretch.
    for (const [start, end] of [[from, (from + to) / 2], [(from + to) / 2, Math.min(to, last)]]) {
      const count = [...counts].reduce((sum, [page, times]) => page >= start && page < end ? sum + times : sum, 0);
      assertBinomial(count, draws, (end - start) / total, `pages ${start} to ${end}`);
      found += count;
    }
  }
  assertStrictEquals(found, draws);
});

Deno.test("pages that have arrived, one by one or in stretches, are never drawn", () => {
  const pages = SUPERBLOCK + 3 * BLOCK;
  const absent = [3, 40, 41, BLOCK - 1, BLOCK, 2 * BLOCK + 7, SUPERBLOCK - 1, SUPERBLOCK + 9, SUPERBLOCK + 2 * BLOCK];
  const memory = memoryOf(pages, absent);
  const { bits, blocks } = memory;
  const left = new Set(absent);
  const check = () => {
    // Ranges that use the count of the first superblock, those of its blocks, or neither for a part.
    for (const from of [0, 1]) assertUniform(memory, from, pages, [...left]);
  };

  check();
  blocks.remove(1, 2);
  for (const page of [40, 41]) left.delete(page), remove(bits, page);
  check();
  // From the middle of a block over whole blocks to the middle of another, and across the end of a superblock.
  for (const [from, to] of [[BLOCK - 31, 2 * BLOCK + 17], [SUPERBLOCK - 2 * BLOCK, SUPERBLOCK + 10]]) {
    const arrived = [...left].filter((page) => page >= from && page < to);
    blocks.removeRange(from, to, arrived.length);
    for (const page of arrived) left.delete(page), remove(bits, page);
    check();
  }
  assertEquals([...left], [3, SUPERBLOCK + 2 * BLOCK]);
  assert([...left].every((page) => has(bits, page)));
});
