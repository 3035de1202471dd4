import type { PredictionError, ValidatedRun, Validation } from "../qemu/validate.ts";
import { formatFixed } from "../text/format.ts";
import { type Table, table } from "./table.ts";

/** Each error in words with its unit, and the factor to that unit. */
const ERRORS: Readonly<Record<keyof PredictionError, readonly [label: string, factor: number]>> = {
  totalTime: ["total migration time [%]", 100],
  pages: ["pages transferred [%]", 100],
  downtimeMs: ["downtime [ms]", 1],
  demandFaults: ["demand faults [%]", 100],
  blockedTime: ["blocked time [%]", 100],
};

/** The errors of the predictions, by engine and metric. */
export function errorsTable({ summary, runs }: Validation): Table {
  const rows = Object.entries(summary).flatMap(([engine, errors]) =>
    (Object.keys(ERRORS) as (keyof PredictionError)[])
      .filter((error) => errors[error].p50 !== null)
      .map((error) => {
        const [label, factor] = ERRORS[error];
        const { p50, p90, max } = errors[error];
        const scaled = (value: number | null) => value === null ? null : value * factor;
        return { engine, label, p50: scaled(p50), p90: scaled(p90), max: scaled(max) };
      })
  );
  const counted = runs.filter((run) => run.counted).length;
  return table(rows, {
    caption: `Errors of the predictions of ${counted} measured runs`,
    columns: { engine: "engine", label: "error of", p50: "median", p90: "90th percentile", max: "worst" },
    digits: 2,
  });
}

/** Measured runs with their predictions: each cell is predicted/measured. */
export function runsTable(runs: readonly ValidatedRun[]): Table {
  return table(runs.map(rowOf), {
    caption: "Predicted/measured",
    columns: {
      ...{ run: "run", totalTime: "total time [s]", timeError: "error", pages: "pages", pagesError: "error" },
      ...{ downtime: "downtime [ms]", faults: "faults", blocked: "blocked [s]" },
    },
    numeric: ["totalTime", "timeError", "pages", "pagesError", "downtime", "faults", "blocked"],
  });
}

function rowOf({ id, capabilities, counted, verdictRight, predicted, measured, error }: ValidatedRun) {
  const ended = error.totalTime !== null;
  const faulted = measured.demandRequests > 0;
  const both = (decimals: number, ...values: (number | null | undefined)[]) =>
    values.map((value) => value === null || value === undefined ? "–" : value.toFixed(decimals)).join("/");
  const total = (converges: boolean, seconds: number) => converges ? seconds.toFixed(2) : "never";
  const milliseconds = (seconds: number | null) => seconds === null ? null : seconds * 1000;
  return {
    run: [id, ...capabilities, ...(counted ? [] : ["*"]), ...(verdictRight ? [] : ["!"])].join(" "),
    totalTime: `${total(predicted.converges, predicted.totalSeconds)}/${
      total(measured.status === "completed", measured.totalTimeSeconds)
    }`,
    timeError: percent(error.totalTime),
    pages: ended ? both(0, predicted.pagesTransferred, measured.pagesTransferred) : "",
    pagesError: percent(error.pages),
    downtime: ended ? both(0, milliseconds(predicted.downtimeSeconds), milliseconds(measured.downtimeSeconds)) : "",
    faults: faulted ? both(0, predicted.demandFaults, measured.demandRequests) : "",
    blocked: faulted ? both(2, predicted.blockedSeconds, measured.blockedSeconds) : "",
  };
}

function percent(error: number | null): string {
  return error === null ? "" : `${formatFixed(error * 100, 1)} %`;
}
