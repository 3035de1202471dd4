import type { MigrationResult } from "../engine/result.ts";
import { VERDICT_MEANINGS } from "../engine/verdict-meanings.ts";
import { formatNumber, formatSeconds } from "../plot/format.ts";
import { type Table, table } from "../plot/table.ts";

/** What a migration came to: one line a figure, those that stayed at nothing left out. */
export function resultTable(result: MigrationResult): Table {
  const { engine, discipline, verdict, totalSeconds, downtimeSeconds, pagesTransferred, zeroPagesTransferred } = result;
  const { bytesTransferred, rounds, demandFaults, stallSeconds } = result;
  const rows = [
    ["verdict", `${verdict}: ${VERDICT_MEANINGS[verdict]}`],
    ["total migration time", formatSeconds(totalSeconds, 4)],
    ["downtime", downtimeSeconds === null ? "none: the guest never left" : formatSeconds(downtimeSeconds, 4)],
    ["rounds", count(rounds.length)],
    ["pages transferred", count(pagesTransferred)],
    ["zero pages transferred", count(zeroPagesTransferred)],
    ["data transferred", `${formatNumber(bytesTransferred / 2 ** 20, 4)} MiB`],
    ["demand faults", count(demandFaults)],
    ["stall after resume", formatSeconds(stallSeconds, 4)],
  ];
  const optional = ["rounds", "zero pages transferred", "demand faults", "stall after resume"];
  const told = rows.filter(([name, value]) => !(optional.includes(name) && /^0(?: |$)/.test(value)));
  return table(told.map(([figure, value]) => ({ figure, value })), {
    caption: `${engine} under ${discipline}`,
    columns: { figure: "figure", value: "value" },
  });
}

function count(value: number): string {
  return formatNumber(value, 15);
}
