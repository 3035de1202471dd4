// @ts-types="@types/d3-array"
import { max } from "d3-array";
import type { MigrationResult } from "../lib/engine/run/result.ts";
import { ENGINES } from "../lib/scenario/names.ts";
import type { Engine } from "../lib/scenario/types.ts";
import { bestResults, COMPARED_METRICS, type ComparedMetric, metricText } from "../lib/table/result-table.ts";
import { capital } from "../lib/text/format.ts";

/** The results that are finished, by engine. */
export type Results = Partial<Record<Engine, MigrationResult>>;

/** The compared metrics, in the order of the table. */
export const METRICS = Object.keys(COMPARED_METRICS) as readonly ComparedMetric[];

/** Metrics that are 0 for pre-copy and stop-and-copy by design. No engine is marked as best in them. */
const UNRANKED: readonly ComparedMetric[] = ["demandFaults", "stallSeconds"];

/** A metric of one engine among the others. */
export interface ComparedCell {
  engine: Engine;
  /** The value in the result; `null` if the migration has none, `undefined` while the simulation runs. */
  value: number | null | undefined;
  text: string;
  /** The value's share of the largest, from 0 to 1. */
  share: number;
  /** Whether this engine is best. An abandoned migration never is. No engine is until all have finished. */
  best: boolean;
}

/** A metric of all engines. */
export interface ComparedRow {
  name: ComparedMetric;
  label: string;
  cells: ComparedCell[];
}

/**
 * Compares the metrics of several engines.
 */
export function comparison(results: Results): ComparedRow[] {
  const present = ENGINES.map((engine) => results[engine]).filter((result) => result !== undefined);
  return METRICS.map((name) => {
    const ranked = present.length === ENGINES.length && !UNRANKED.includes(name);
    const best = ranked ? bestResults(present, name) : new Set<MigrationResult>();
    const largest = max(present, (result) => result[name]) || 1;
    const cells = ENGINES.map((engine) => {
      const result = results[engine];
      return {
        engine,
        value: result?.[name],
        text: result === undefined ? "…" : metricText(result, name),
        share: (result?.[name] ?? 0) / largest,
        best: result !== undefined && best.has(result),
      };
    });
    return { name, label: capital(COMPARED_METRICS[name].label), cells };
  });
}

/** The comparison in one or two sentences, for screen readers. */
export function summaryText(results: Results): string {
  const rows = comparison(results);
  const ended = (as: string) => ENGINES.filter((engine) => results[engine]?.verdict === as).join(", ");
  const [forced, abandoned] = [ended("forced"), ended("diverged")];
  return [
    bestOf(rows, "totalSeconds", "Shortest"),
    bestOf(rows, "downtimeSeconds", "Least downtime"),
    forced && `Stopped by a limit: ${forced}.`,
    abandoned && `Abandoned: ${abandoned}.`,
  ].filter((part) => part !== "").join(" ");
}

function bestOf(rows: readonly ComparedRow[], metric: ComparedMetric, title: string): string {
  const best = rows.find(({ name }) => name === metric)!.cells.filter((cell) => cell.best);
  return best.length === 0 ? "" : `${title}: ${best.map(({ engine }) => engine).join(" and ")}, ${best[0].text}.`;
}
