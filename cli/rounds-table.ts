import type { Round } from "../lib/engine/run/result.ts";
import { formatCount, formatMebibytes, formatSeconds } from "./format.ts";
import { textTable } from "./text-table.ts";

/** Rounds shown at most; of more, the first and last this many in all. */
const SHOWN = 12;
const HEAD = ["round", "guest", "start s", "length s", "walked", "sent", "skipped", "dirtied", "MiB"];

/** The rounds of a migration as a table, shortened in the middle if there are many. */
export function roundsTable(rounds: readonly Round[]): string {
  const rows = rounds.map((round) => [
    String(round.index),
    round.guest,
    formatSeconds(round.startSeconds),
    formatSeconds(round.seconds),
    formatCount(round.pagesWalked),
    formatCount(round.pagesSent),
    formatCount(round.pagesSkipped),
    formatCount(round.pagesDirtied),
    formatMebibytes(round.bytes),
  ]);
  if (rows.length > SHOWN) {
    const left = rows.length - SHOWN + 1;
    rows.splice(SHOWN / 2, left, ["…", `(${left} more)`, ...HEAD.slice(2).map(() => "")]);
  }
  return textTable(HEAD, rows);
}
