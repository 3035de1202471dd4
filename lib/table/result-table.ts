import type { MigrationResult } from "../engine/run/result.ts";
import { VERDICT_MEANINGS } from "../engine/run/verdict-meanings.ts";
import { formatNumber, formatSeconds } from "../text/format.ts";
import { type Table, table } from "./table.ts";

interface Row {
  metric: string;
  /** The metric of one result in words; `null` where it is zero and says nothing. */
  value(result: MigrationResult): string | null;
}

const ROWS: readonly Row[] = [
  { metric: "verdict", value: ({ verdict }) => `${verdict}: ${VERDICT_MEANINGS[verdict]}` },
  { metric: "total migration time", value: ({ totalSeconds }) => formatSeconds(totalSeconds, 4) },
  {
    metric: "downtime",
    value: ({ downtimeSeconds }) =>
      downtimeSeconds === null ? "none (migration abandoned)" : formatSeconds(downtimeSeconds, 4),
  },
  { metric: "rounds", value: ({ rounds }) => countUnlessZero(rounds.length) },
  { metric: "pages transferred", value: ({ pagesTransferred }) => count(pagesTransferred) },
  { metric: "zero pages transferred", value: ({ zeroPagesTransferred }) => countUnlessZero(zeroPagesTransferred) },
  { metric: "data transferred", value: ({ bytesTransferred }) => `${formatNumber(bytesTransferred / 2 ** 20, 4)} MiB` },
  { metric: "demand faults", value: ({ demandFaults }) => countUnlessZero(demandFaults) },
  {
    metric: "stall after resume",
    value: ({ stallSeconds }) => stallSeconds === 0 ? null : formatSeconds(stallSeconds, 4),
  },
];

/** Migrations side by side: one column for each result, one row for each metric that is not zero in all of them. */
export function resultTable(results: readonly MigrationResult[]): Table {
  const shown = ROWS
    .map(({ metric, value }) => ({ metric, values: results.map(value) }))
    .filter(({ values }) => values.some((value) => value !== null));
  const hypervisors = Array.from(new Set(results.map(({ hypervisor }) => hypervisor))).join(", ");
  const engines = results.map(({ engine }) => engine);
  const alone = results.length === 1;
  const headings = engines.map((engine, i) => [`result ${i}`, alone ? "value" : engine]);
  return table(
    shown.map(({ metric, values }) => ({
      metric,
      ...Object.fromEntries(values.map((value, i) => [`result ${i}`, value ?? "0"])),
    })),
    {
      caption: alone ? `${engines[0]} under ${hypervisors}` : `Migrations under ${hypervisors}`,
      columns: { metric: "metric", ...Object.fromEntries(headings) },
    },
  );
}

function count(value: number): string {
  return formatNumber(value, 15);
}

function countUnlessZero(value: number): string | null {
  return value === 0 ? null : count(value);
}
