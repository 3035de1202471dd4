import type { Round } from "../engine/run/result.ts";
import { formatBytes, formatSeconds, formatTick } from "../text/format.ts";
import { type Table, table } from "./table.ts";

/** The most rows. If there are more rounds, the table shows the first six and the last five. */
const MOST_ROWS = 12;

const COLUMNS = {
  round: "round",
  guest: "guest",
  start: "start",
  length: "length",
  walked: "pages walked",
  sent: "pages sent",
  skipped: "pages skipped",
  dirtied: "pages dirtied",
  data: "data",
};

/**
 * The rounds of a migration, a row each; a long migration is shortened in the middle. Rounds without pages have no row, and
 * a column that is 0 everywhere is left out.
 */
export function roundsTable(rounds: readonly Round[]): Table {
  const filled = rounds.filter(({ pagesWalked, pagesDirtied, bytes }) => pagesWalked + pagesDirtied + bytes > 0);
  const rows = filled.map((round): Record<string, string> => ({
    round: `${round.index}`,
    guest: round.guest,
    start: formatSeconds(round.startSeconds, 4),
    length: formatSeconds(round.seconds, 4),
    walked: formatTick(round.pagesWalked),
    sent: formatTick(round.pagesSent),
    skipped: formatTick(round.pagesSkipped),
    dirtied: formatTick(round.pagesDirtied),
    data: formatBytes(round.bytes, 4),
  }));
  if (rows.length > MOST_ROWS) {
    const left = rows.length - MOST_ROWS + 1;
    const blank = Object.fromEntries(Object.keys(COLUMNS).map((column) => [column, ""]));
    rows.splice(MOST_ROWS / 2, left, { ...blank, round: "…", guest: `(${left} more)` });
  }
  const { skipped, ...others } = COLUMNS;
  const columns = filled.some(({ pagesSkipped }) => pagesSkipped > 0) ? { ...others, skipped } : others;
  const empty = rounds.length - filled.length;
  return table(rows, {
    caption: `${rounds.length} ${rounds.length === 1 ? "round" : "rounds"}${
      empty > 0 ? `, ${empty} without pages` : ""
    }`,
    columns,
    numeric: Object.keys(COLUMNS).filter((column) => column !== "guest"),
  });
}
