import type { Row } from "./timing.ts";

/** How many times as slow against C as when the figures were written down a row may be. */
export const MARGIN = 2;

/** The rows that are slower against C than `known` allows, in words. */
export function slowdowns(rows: readonly Row[], known: Readonly<Record<string, number>>): string[] {
  return rows.flatMap(({ name, ratioToC }) => {
    if (!(name in known)) {
      return [`${name}: bench/ratios.json must have it; write it anew with deno task bench --write-ratios`];
    }
    if (ratioToC !== null && ratioToC <= MARGIN * known[name]) return [];
    return [`${name}: ${ratioToC?.toPrecision(3)} times C's time, when written down ${known[name]}`];
  });
}
