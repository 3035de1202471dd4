// @ts-types="@types/d3-array"
import { max } from "d3-array";
import type { MigrationResult } from "../lib/engine/run/result.ts";
import type { Engine } from "../lib/scenario/types.ts";
import { bestResults, COMPARED_METRICS, type ComparedMetric, metricText } from "../lib/table/result-table.ts";
import { capital } from "../lib/text/format.ts";
import { ENGINES } from "./state.ts";

/** The results that are finished, by engine. */
export type Results = Partial<Record<Engine, MigrationResult>>;

/** The compared metrics, in the order of the table. */
export const METRICS = Object.keys(COMPARED_METRICS) as readonly ComparedMetric[];

/** A metric of one engine among the others. */
export interface ComparedCell {
  /** The engine. */
  engine: Engine;
  /** The value in the result: `null` if the migration has none, `undefined` while it is being simulated. */
  value: number | null | undefined;
  /** The value as text. */
  text: string;
  /** The value's share of the largest, from 0 to 1. */
  share: number;
  /** Whether this engine is best. An abandoned migration never is. */
  best: boolean;
}

/** A metric over the engines. */
export interface ComparedRow {
  /** The metric. */
  name: ComparedMetric;
  /** The metric in words. */
  label: string;
  /** The engines, in order. */
  cells: ComparedCell[];
}

/**
 * Compares the metrics of several engines.
 *
 * @example
 * ```ts
 * import { compare } from "@pageferry/pageferry";
 * import { assertStrictEquals } from "@std/assert";
 * import { comparison } from "./comparison.ts";
 *
 * const [result] = compare({ vm: { memoryBytes: 2 ** 27 } }, { engines: ["pre-copy"] });
 * const [{ label, cells }] = comparison({ "pre-copy": result });
 * assertStrictEquals(label, "Total migration time");
 * assertStrictEquals(cells[0].value, result.totalSeconds);
 * ```
 */
export function comparison(results: Results): ComparedRow[] {
  const present = ENGINES.map((engine) => results[engine]).filter((result) => result !== undefined);
  return METRICS.map((name) => {
    const best = bestResults(present, name);
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
