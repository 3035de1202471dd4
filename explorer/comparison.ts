// @ts-types="@types/d3-array"
import { max, min } from "d3-array";
import type { MigrationResult } from "../lib/engine/run/result.ts";
import { formatNumber } from "../lib/text/format.ts";
import type { Engine } from "../lib/scenario/types.ts";
import { formatDuration } from "../lib/text/format-duration.ts";
import { formatQuantity } from "../lib/text/quantity.ts";
import { ENGINES } from "./state.ts";

/** The results that are there, by engine. */
export type Results = Partial<Record<Engine, MigrationResult>>;

/** The figures of a run that the explorer compares: fields of {@linkcode MigrationResult}. */
export type ComparedFigure =
  | "totalSeconds"
  | "downtimeSeconds"
  | "pagesTransferred"
  | "bytesTransferred"
  | "demandFaults"
  | "stallSeconds";

/** A figure in words. */
interface FigureText {
  name: ComparedFigure;
  label: string;
  format(value: number): string;
}

const COUNT = (value: number) => formatNumber(value, 15);

/** Every compared figure, in the order of the table. */
export const COMPARED_FIGURES: readonly FigureText[] = [
  { name: "totalSeconds", label: "Total time", format: formatDuration },
  { name: "downtimeSeconds", label: "Downtime", format: formatDuration },
  { name: "pagesTransferred", label: "Pages sent", format: COUNT },
  { name: "bytesTransferred", label: "Data sent", format: (bytes) => formatThree(bytes) },
  { name: "demandFaults", label: "Demand faults", format: COUNT },
  { name: "stallSeconds", label: "Stall", format: formatDuration },
];

function formatThree(bytes: number): string {
  const [digits, unit] = formatQuantity(bytes, "bytes").split(" ").slice(-2);
  return `${formatNumber(Number(digits), 3)} ${unit}`;
}

/** A figure of one engine among the others. */
export interface ComparedCell {
  /** The engine. */
  engine: Engine;
  /** The value as `simulate` gives it; `null` where there is none, `undefined` while it is worked out. */
  value: number | null | undefined;
  /** The value for people. */
  text: string;
  /** Its share of the largest, 0 to 1. */
  share: number;
  /** No engine that came to an end has one that looks smaller, and some have one that looks larger. */
  best: boolean;
}

/** A figure over the engines. */
export interface ComparedRow {
  /** The figure's field. */
  name: ComparedFigure;
  /** The figure in words. */
  label: string;
  /** The engines, in order. */
  cells: ComparedCell[];
}

/**
 * Sets the figures of several engines side by side. A migration that was given up is best at nothing.
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { comparison } from "./comparison.ts";
 *
 * const guest = { vm: { memoryBytes: 2 ** 27 } };
 * const rows = comparison({ "pre-copy": simulate(guest), "stop-and-copy": simulate({ ...guest, migration: { engine: "stop-and-copy" } }) });
 * console.log(rows.map(({ label, cells }) => `${label}: ${cells[0].text}`));
 * ```
 */
export function comparison(results: Results): ComparedRow[] {
  return COMPARED_FIGURES.map(({ name, label, format }) => {
    const ended = ENGINES.map((engine) => results[engine]).filter((result) => result && result.verdict !== "diverged");
    const values = ended.map((result) => result![name]).filter((value) => value !== null);
    // As shown: what looks alike is equally good.
    const [least, most] = [min(values), max(values)].map((value) => value === undefined ? "" : format(value));
    const largest = max(ENGINES, (engine) => results[engine]?.[name] ?? 0) || 1;
    const cells = ENGINES.map((engine) => {
      const result = results[engine];
      const value = result?.[name];
      const text = value === undefined ? "…" : value === null ? "given up" : format(value);
      return {
        engine,
        value,
        text,
        share: (value ?? 0) / largest,
        best: least !== most && text === least && result?.verdict !== "diverged",
      };
    });
    return { name, label, cells };
  });
}
