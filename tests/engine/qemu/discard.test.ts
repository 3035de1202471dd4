import { assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { add } from "../../../lib/bitmap/page.ts";
import { discardBytes } from "../../../lib/engine/qemu/discard.ts";
import { anySet, listed } from "../../bitmap/model.ts";

/** The commands one by one, as `postcopy_discard_send_range` builds them for the block "pc.ram". */
function byTheBook(bits: Uint32Array): number {
  const ranges: [start: number, length: number][] = [];
  for (const page of listed(bits)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[0] + last[1] === page) last[1]++;
    else ranges.push([page, 1]);
  }
  let bytes = 0;
  for (let i = 0; i < ranges.length; i += 12) {
    const [command, version, nameLength, name, terminator] = [2 + 2 + 1, 1, 1, "pc.ram".length, 1];
    bytes += command + version + nameLength + name + terminator + ranges.slice(i, i + 12).length * (8 + 8);
  }
  return bytes;
}

Deno.test("discardBytes(set) is the size of the commands for its runs of pages, twelve per command", () => {
  fc.assert(fc.property(anySet, ({ bits }) => assertStrictEquals(discardBytes(bits), byTheBook(bits))), {
    numRuns: 300,
  });
});

Deno.test("discardBytes(set) is 0 for no pages, and the size of one range for all of memory", () => {
  const bits = createBitmap(1000);
  assertStrictEquals(discardBytes(bits), 0);
  bits.fill(-1);
  assertStrictEquals(discardBytes(bits), 14 + 16);
});

Deno.test("discardBytes(set) counts a run across the edge of a word once", () => {
  const bits = createBitmap(128);
  for (const page of [30, 31, 32, 33]) add(bits, page);
  assertStrictEquals(discardBytes(bits), 14 + 16);
  add(bits, 63);
  add(bits, 64);
  assertStrictEquals(discardBytes(bits), 14 + 2 * 16);
  add(bits, 127);
  assertStrictEquals(discardBytes(bits), 14 + 3 * 16);
});

Deno.test("discardBytes(set): twelve ranges take 206 bytes; a thirteenth needs another command", () => {
  const bits = createBitmap(128);
  for (let i = 0; i < 12; i++) add(bits, 10 * i);
  assertStrictEquals(discardBytes(bits), 206);
  add(bits, 125);
  assertStrictEquals(discardBytes(bits), 206 + 30);
});
