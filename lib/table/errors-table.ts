import type { ErrorSummary, ValidatedRun, Validation } from "../validation/types.ts";
import { formatFixed } from "../text/format.ts";
import { type Table, table } from "./table.ts";

/** Each error in words with its unit, and the factor to that unit. */
const ERRORS: Readonly<Record<string, readonly [label: string, factor: number]>> = {
  totalTime: ["total migration time [%]", 100],
  pages: ["pages transferred [%]", 100],
  roundPages: ["pages per round [%]", 100],
  downtimeMs: ["downtime [ms]", 1],
  demandFaults: ["demand faults [%]", 100],
  blockedTime: ["blocked time [%]", 100],
};

/** Groups of runs besides the engines. A summary that has them is shown by group instead of by engine. */
const GROUPS: Readonly<Record<string, string>> = {
  pv: "PV",
  pvOther: "PV, not calibrated on",
  pvh: "PVH",
  curve: "as sampled",
  observed: "as observed",
  all: "all",
};

/** The errors of the predictions, by engine or group of runs, and metric. */
export function errorsTable({ summary, runs }: Validation): Table {
  const isGrouped = Object.keys(summary).some((name) => name !== "all" && Object.hasOwn(GROUPS, name));
  const shown = Object.entries(summary).filter(([name]) => !isGrouped || Object.hasOwn(GROUPS, name));
  const rows = shown.flatMap(([name, summaries]) => {
    const errors: Record<string, ErrorSummary | undefined> = summaries;
    return Object.entries(ERRORS).flatMap(([error, [label, factor]]) => {
      const { p50 = null, p90 = null, max = null } = errors[error] ?? {};
      if (p50 === null) return [];
      const scaled = (value: number | null) => value === null ? null : value * factor;
      return [{ name: GROUPS[name] ?? name, label, p50: scaled(p50), p90: scaled(p90), max: scaled(max) }];
    });
  });
  const counted = runs.filter((run) => run.counted).length;
  return table(rows, {
    caption: `Errors of the predictions of ${counted} measured runs`,
    columns: {
      name: isGrouped ? "guests" : "engine",
      ...{ label: "error of", p50: "median", p90: "90th percentile", max: "worst" },
    },
    digits: 2,
  });
}

const RUN_COLUMNS = {
  run: "run",
  totalTime: "total time [s]",
  timeError: "error",
  pages: "pages",
  pagesError: "error",
};
const FAULT_COLUMNS = { faults: "faults", blocked: "blocked [s]" };

/** Measured runs with their predictions: each cell is predicted/measured. */
export function runsTable(runs: readonly ValidatedRun[]): Table {
  const rows = runs.map(rowOf);
  return table(rows, {
    caption: "Predicted/measured",
    columns: {
      ...RUN_COLUMNS,
      downtime: "downtime [ms]",
      ...(rows.some(({ faults }) => faults !== "") ? FAULT_COLUMNS : {}),
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
