import type { Row } from "./timing.ts";

/**
 * How many times as slow against C as when the figures were written down a row may be. Measurements scatter by a tenth; what
 * has become twice as slow lies beyond it for certain.
 */
export const MARGIN = 1.7;

/** The rows that are slower against C than `known` allows, in words. */
export function slowdowns(rows: readonly Row[], known: Readonly<Record<string, number>>): string[] {
  const gone = Object.keys(known).filter((name) => !rows.some((row) => row.name === name));
  return gone.map((name) => `${name}: it is in bench/ratios.json and is not measured`).concat(
    rows.flatMap(({ name, ratioToC }) => {
      if (!(name in known)) {
        return [`${name}: bench/ratios.json must have it; write it anew with deno task bench --write-ratios`];
      }
      if (ratioToC !== null && ratioToC <= MARGIN * known[name]) return [];
      return [`${name}: ${ratioToC?.toPrecision(3)} times C's time, when written down ${known[name]}`];
    }),
  );
}
