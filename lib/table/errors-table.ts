import { type Table, table } from "./table.ts";
import type { PredictionError, Validation } from "../qemu/validate.ts";

/** Fields of an error in words, and the factor to the unit that is named. */
const NAMES: Record<keyof PredictionError, [name: string, factor: number]> = {
  totalTime: ["total migration time [%]", 100],
  pages: ["pages transferred [%]", 100],
  downtimeMs: ["downtime [ms]", 1],
  demandFaults: ["demand faults [%]", 100],
  blockedTime: ["blocked time [%]", 100],
};

/** How far predictions are off, by engine and figure. */
export function errorsTable({ summary, runs }: Validation): Table {
  const rows = Object.entries(summary).flatMap(([engine, errors]) =>
    (Object.keys(NAMES) as (keyof PredictionError)[])
      .filter((error) => errors[error].p50 !== null)
      .map((error) => {
        const [of, factor] = NAMES[error];
        const { p50, p90, max } = errors[error];
        return { engine, of, p50: scaled(p50, factor), p90: scaled(p90, factor), max: scaled(max, factor) };
      })
  );
  const counted = runs.filter((run) => run.counted).length;
  return table(rows, {
    caption: `Errors of the predictions of ${counted} measured runs`,
    columns: { engine: "engine", of: "error of", p50: "median", p90: "90th percentile", max: "worst" },
    digits: 2,
  });
}

function scaled(error: number | null, factor: number): number | null {
  return error === null ? null : error * factor;
}
