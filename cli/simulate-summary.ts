import type { MigrationResult } from "../lib/engine/run/result.ts";
import { VERDICT_MEANINGS } from "../lib/engine/run/verdict-meanings.ts";
import { formatCount, formatDuration, formatMebibytes } from "./format.ts";
import { roundsTable } from "./rounds-table.ts";

/** What a migration came to, for people. */
export function simulateSummary(result: MigrationResult): string {
  const { engine, hypervisor, verdict, downtimeSeconds, pagesTransferred, zeroPagesTransferred } = result;
  const downtime = downtimeSeconds === null ? "none: it was given up" : formatDuration(downtimeSeconds);
  const zeroes = zeroPagesTransferred === 0 ? "" : ` and ${formatCount(zeroPagesTransferred)} zero pages`;
  const facts = [
    ["verdict", `${verdict} (${VERDICT_MEANINGS[verdict]})`],
    ["total migration time", formatDuration(result.totalSeconds)],
    ["downtime", downtime],
    ["pages transferred", `${formatCount(pagesTransferred)}${zeroes}`],
    ["data transferred", `${formatMebibytes(result.bytesTransferred)} MiB`],
    ["demand faults", formatCount(result.demandFaults)],
    ["stall", `${formatDuration(result.stallSeconds)} over all virtual CPUs`],
  ];
  const lines = facts.map(([name, value]) => `${name.padEnd(22)}${value}`);
  const rounds = result.rounds.length === 0 ? "" : `\n${roundsTable(result.rounds)}`;
  return `${engine} under ${hypervisor}\n\n${lines.join("\n")}\n${rounds}`;
}
