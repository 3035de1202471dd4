import type { Round } from "../engine/run/result.ts";
import { type Table, table } from "./table.ts";

/** The most rows; of more rounds the table shows the first six and the last five. */
const MOST_ROWS = 12;

/** The rounds of a migration, a row each; a long migration is shortened in the middle. */
export function roundsTable(rounds: readonly Round[]): Table {
  const rows = rounds.map(({ index, ...round }): Record<string, unknown> => ({ round: index, ...round }));
  if (rows.length > MOST_ROWS) {
    const left = rows.length - MOST_ROWS + 1;
    const blank = Object.fromEntries(Object.keys(rows[0]).map((field) => [field, ""]));
    rows.splice(MOST_ROWS / 2, left, { ...blank, round: "…", guest: `(${left} more)` });
  }
  return table(rows, { caption: `${rounds.length} ${rounds.length === 1 ? "round" : "rounds"}` });
}
