import { encodeBase64 } from "@std/encoding";
import fc from "fast-check";
import { count, magnitude, orZero, seconds, share } from "./numbers.ts";

const MOST_BYTES = 2 ** 26;

/** A valid virtual machine of at most 64 MiB, and a valid workload. */
export const guest = fc.tuple(fc.integer({ min: 9, max: 20 }), count(2 ** 14)).chain(([log2, most]) => {
  const pageBytes = 2 ** log2;
  const pages = Math.min(most, MOST_BYTES / pageBytes);
  return fc.record({ vm: vmOf(pages, pageBytes), workload: workloadOf(pages) });
});

function vmOf(pages: number, pageBytes: number) {
  const zeroes = rangeOf(pages).map(({ firstPage, pages }) => ({ zeroFirstPage: firstPage, zeroPages: pages }));
  const rest = fc.record({
    hugePageBytes: fc.constantFrom(
      null,
      ...[1, 2, 8].map((pages) => pages * pageBytes)
        .filter((bytes) => pages * pageBytes % bytes === 0),
    ),
    vcpus: count(4096),
    resumePages: fc.array(fc.nat({ max: pages - 1 }), { maxLength: 5 }),
    stateBytes: orZero(magnitude(1, 1e12)),
    unpopulatedPages: orZero(count(2 ** 32)),
    suspendDirtiedPages: orZero(count(2 ** 32)),
  }, { requiredKeys: [] });
  const scattered = extentsOf(pages).map(({ extents }) => ({ zeroExtents: extents }));
  return fc.tuple(fc.oneof(fc.constant({}), zeroes, scattered), rest)
    .map((parts) => Object.assign({ memoryBytes: pages * pageBytes, pageBytes }, ...parts));
}

function workloadOf(pages: number) {
  const optional = {
    cpuShare: magnitude(1e-6, 1),
    catchUpSeconds: seconds,
  };
  const touching = fc.oneof(
    fc.record({ touchesPerWrite: orZero(magnitude(1e-3, 1e6)) }, { requiredKeys: [] }),
    fc.record({ touchesPerSecond: orZero(magnitude(1e-9, 1e9)) }),
  );
  const kindOf = (kind: string, more: Record<string, fc.Arbitrary<number>>) =>
    fc.tuple(
      fc.record({ kind: fc.constant(kind), writesPerSecond: orZero(magnitude(1e-9, 1e15)), ...more }),
      fc.record(optional, { requiredKeys: [] }),
      kind === "sequential" ? fc.constant({}) : touching,
    ).map(([required, optional, touching]) => ({ ...required, ...optional, ...touching }));
  const curve = fc.record({
    kind: fc.constant("curve"),
    points: fc.tuple(magnitude(1e-3, 10), magnitude(1.1, 10), fc.integer({ min: 1, max: 500 }), fc.nat({ max: 500 }))
      .map(
        ([seconds, longer, dirtyPages, more]) => [
          { seconds, dirtyPages, errorPages: 1000 },
          { seconds: seconds * longer, dirtyPages: dirtyPages + more, errorPages: 1000 },
        ],
      ),
    placement: fc.constantFrom("scattered", "contiguous"),
  }, { requiredKeys: ["kind", "points"] });
  const trace = fc.record({
    kind: fc.constant("trace"),
    frames: fc.array(fc.tuple(magnitude(1e-2, 10), fc.uint8Array({ maxLength: Math.floor(pages / 8) + 1 })), {
      minLength: 1,
      maxLength: 4,
    })
      .map((frames) => {
        let seconds = 0;
        return frames.map(([longer, bytes]) => ({ seconds: seconds += longer, dirty: encodeBase64(bytes) }));
      }),
    repeat: fc.boolean(),
  }, { requiredKeys: ["kind", "frames"] });
  const kind: fc.Arbitrary<object> = fc.oneof(
    fc.tuple(curve, fc.record(optional, { requiredKeys: [] }), touching).map((parts) => Object.assign({}, ...parts)),
    trace,
    kindOf("uniform", {}),
    kindOf("sequential", {}),
    kindOf("hot-cold", { hotFraction: magnitude(1e-9, 1), hotShare: share }),
    kindOf("power-law", { exponent: share.map((x) => 4 * x) }),
  );
  const range = fc.oneof(fc.constant({}), rangeOf(pages), extentsOf(pages));
  return fc.array(fc.tuple(kind, range).map(([kind, range]) => ({ ...kind, ...range })), { maxLength: 3 });
}

/** Runs of pages that do not overlap, in any order. */
function extentsOf(pages: number) {
  const runs = fc.uniqueArray(fc.nat({ max: pages - 1 }), { minLength: 1, maxLength: 5 }).map((starts) => {
    const ascending = starts.toSorted((a, b) => a - b);
    const run = (firstPage: number, i: number) => ({ firstPage, pages: (ascending[i + 1] ?? pages) - firstPage });
    return ascending.map(run);
  });
  return fc.record({ extents: runs.chain((extents) => fc.shuffledSubarray(extents, { minLength: 1 })) });
}

function rangeOf(pages: number) {
  return fc.tuple(share, share).map(([a, b]) => {
    const firstPage = Math.floor(a * (pages - 1));
    return { firstPage, pages: 1 + Math.floor(b * (pages - firstPage - 1)) };
  });
}
