// @ts-types="@types/d3-array"
import { max, min } from "d3-array";
import type { MigrationResult } from "../engine/run/result.ts";
import { VERDICT_MEANINGS } from "../engine/run/verdict-meanings.ts";
import { formatBytes, formatNumber, formatSeconds, formatTick } from "../text/format.ts";
import { type Table, table } from "./table.ts";

/** A number of a result, as the shell, notebooks and the explorer show it. */
export interface ResultMetric {
  /** The metric in words. */
  label: string;
  /** Formats the value. */
  format(value: number): string;
}

const time = (seconds: number) => formatSeconds(seconds, 4);

/** The metrics by which engines are compared, by their fields in {@linkcode MigrationResult}. Less is better. */
export const COMPARED_METRICS = {
  totalSeconds: { label: "total migration time", format: time },
  downtimeSeconds: { label: "downtime", format: time },
  pagesTransferred: { label: "pages transferred", format: formatTick },
  bytesTransferred: { label: "data transferred", format: (bytes) => formatBytes(bytes, 4) },
  demandFaults: { label: "demand faults", format: formatTick },
  stallSeconds: { label: "stall after resume", format: time },
} as const satisfies Record<string, ResultMetric>;

/** A metric by which engines are compared. */
export type ComparedMetric = keyof typeof COMPARED_METRICS;

/** Metrics that are shown even if they are 0. */
const ALWAYS: readonly ComparedMetric[] = ["totalSeconds", "downtimeSeconds", "pagesTransferred", "bytesTransferred"];

/** A metric of one result as text. The downtime of an abandoned migration is "none". */
export function metricText(result: MigrationResult, name: ComparedMetric): string {
  const value = result[name];
  return value === null ? "none" : COMPARED_METRICS[name].format(value);
}

/**
 * The results that are best in a metric: those with the same text as the smallest value. None is best if all have the
 * same text. An abandoned migration is never best.
 */
export function bestResults(results: readonly MigrationResult[], name: ComparedMetric): ReadonlySet<MigrationResult> {
  const finished = results.filter(({ verdict }) => verdict !== "diverged");
  const value = (result: MigrationResult) => result[name];
  const [least, most] = [min(finished, value), max(finished, value)];
  if (least === undefined || most === undefined) return new Set();
  const { format } = COMPARED_METRICS[name];
  if (format(least) === format(most)) return new Set();
  return new Set(finished.filter((result) => metricText(result, name) === format(least)));
}

/** The send rate, and the part of the path that bounds it with the next slowest part: `cap (link 2.94 GB/s)`. */
export function sendRateText({ rate }: MigrationResult): { value: string; bound: string } {
  const { boundBy, bytesPerSecond, hostCopyBytesPerSecond, linkBytesPerSecond, capBytesPerSecond } = rate;
  const parts = [
    { bound: "link", name: "link", rate: linkBytesPerSecond },
    { bound: "host copy", name: "hosts", rate: hostCopyBytesPerSecond },
    { bound: "cap", name: "cap", rate: capBytesPerSecond ?? Infinity },
  ];
  const [next] = parts.filter(({ bound }) => bound !== boundBy).toSorted((a, b) => a.rate - b.rate);
  const inWords = (rate: number) =>
    rate >= 1e9 ? `${formatNumber(rate / 1e9)} GB/s` : `${formatNumber(rate / 1e6)} MB/s`;
  return { value: inWords(bytesPerSecond), bound: `${boundBy} (${next.name} ${inWords(next.rate)})` };
}

/** The virtual CPUs that a metric sums over, if that needs saying: the sum can exceed the total migration time. */
function sumOf(results: readonly MigrationResult[], name: ComparedMetric): string {
  const most = max(results, ({ vcpus = 1 }) => vcpus) ?? 1;
  return name === "stallSeconds" && most > 1 ? `, sum over ${most} vCPUs` : "";
}

/** Migrations side by side: a column for each result, a row for each metric that is not 0 in all of them. */
export function resultTable(results: readonly MigrationResult[]): Table {
  const row = (metric: string, text: (result: MigrationResult) => string) => [metric, results.map(text)] as const;
  const counts = (metric: string, count: (result: MigrationResult) => number) =>
    results.some((result) => count(result) > 0) ? [row(metric, (result) => formatTick(count(result)))] : [];
  const metrics = Object.keys(COMPARED_METRICS) as ComparedMetric[];
  const rows = [
    row("verdict", ({ verdict }) => results.length === 1 ? `${verdict}: ${VERDICT_MEANINGS[verdict]}` : verdict),
    ...metrics.filter((name) => ALWAYS.includes(name) || results.some((result) => result[name]! > 0))
      .map((name) => row(COMPARED_METRICS[name].label + sumOf(results, name), (result) => metricText(result, name))),
    row("send rate", (result) => sendRateText(result).value),
    row("bound by", (result) => sendRateText(result).bound),
    ...counts("rounds", ({ rounds }) => rounds.length),
    ...counts("zero pages transferred", ({ zeroPagesTransferred }) => zeroPagesTransferred),
  ];
  const hypervisors = Array.from(new Set(results.map(({ hypervisor }) => hypervisor))).join(", ");
  const engines = results.map(({ engine }) => engine);
  const alone = results.length === 1;
  return table(
    rows.map(([metric, texts]) => ({ metric, ...Object.fromEntries(texts.map((text, i) => [`result ${i}`, text])) })),
    {
      caption: alone ? `${engines[0]} under ${hypervisors}` : `Migrations under ${hypervisors}`,
      columns: {
        metric: "metric",
        ...Object.fromEntries(engines.map((engine, i) => [`result ${i}`, alone ? "value" : engine])),
      },
    },
  );
}
