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
    vcpus: count(4096),
    stateBytes: orZero(magnitude(1, 1e12)),
    unpopulatedPages: orZero(count(2 ** 32)),
    suspendDirtiedPages: orZero(count(2 ** 32)),
  }, { requiredKeys: [] });
  return fc.tuple(fc.oneof(fc.constant({}), zeroes), rest)
    .map((parts) => Object.assign({ memoryBytes: pages * pageBytes, pageBytes }, ...parts));
}

function workloadOf(pages: number) {
  const optional = {
    cpuShare: magnitude(1e-6, 1),
    catchUpSeconds: seconds,
  };
  const touching = { touchesPerWrite: orZero(magnitude(1e-3, 1e6)) };
  const kindOf = (kind: string, more: Record<string, fc.Arbitrary<number>>) =>
    fc.tuple(
      fc.record({ kind: fc.constant(kind), writesPerSecond: orZero(magnitude(1e-9, 1e15)), ...more }),
      fc.record(kind === "sequential" ? optional : { ...optional, ...touching }, { requiredKeys: [] }),
    ).map(([required, optional]) => ({ ...required, ...optional }));
  const kind = fc.oneof(
    kindOf("uniform", {}),
    kindOf("sequential", {}),
    kindOf("hot-cold", { hotFraction: magnitude(1e-9, 1), hotShare: share }),
    kindOf("power-law", { exponent: share.map((x) => 4 * x) }),
  );
  const range = fc.oneof(fc.constant({}), rangeOf(pages));
  return fc.array(fc.tuple(kind, range).map(([kind, range]) => ({ ...kind, ...range })), { maxLength: 3 });
}

function rangeOf(pages: number) {
  return fc.tuple(share, share).map(([a, b]) => {
    const firstPage = Math.floor(a * (pages - 1));
    return { firstPage, pages: 1 + Math.floor(b * (pages - firstPage - 1)) };
  });
}
