import type { Row } from "./timing.ts";

/** How much a row's ratio to C may exceed the recorded one. Measurements vary by a tenth; a factor of two is a regression. */
export const MARGIN = 1.7;

/** Describes the rows whose ratio to C exceeds what `known` allows, and rows that are missing on either side. */
export function slowdowns(rows: readonly Row[], known: Readonly<Record<string, number>>): string[] {
  const missing = Object.keys(known).filter((name) => !rows.some((row) => row.name === name));
  return missing.map((name) => `${name}: is in bench/ratios.json but was not measured`).concat(
    rows.flatMap(({ name, ratioToC }) => {
      if (!(name in known)) {
        return [`${name}: is not in bench/ratios.json; update it with deno task bench --write-ratios`];
      }
      if (ratioToC !== null && ratioToC <= MARGIN * known[name]) return [];
      return [`${name}: ${ratioToC?.toPrecision(3)} times C's time, recorded ${known[name]}`];
    }),
  );
}
