import type { ErrorSummary, PredictionError, ValidatedRun, Validation } from "../lib/qemu/validate.ts";
import { textTable } from "./text-table.ts";

/** What `validate` prints for people: every run, predicted beside measured, and the errors by engine. */
export function validationText({ runs, summary }: Validation, figure: string): string {
  const rows = runs.map(rowOf);
  const errors = Object.entries(summary).flatMap(([engine, errors]) =>
    Object.entries(errors).filter(([, { p50 }]) => p50 !== null).map(([name, error]) => [
      engine,
      ERROR_NAMES[name as keyof PredictionError],
      ...(["p50", "p90", "max"] as const).map((rank) => inWords(name as keyof PredictionError, error, rank)),
    ])
  );
  const uncounted = runs.filter(({ counted }) => !counted).length;
  const wrong = runs.filter(({ verdictRight }) => !verdictRight).length;
  return [
    textTable(HEAD, rows),
    "Predicted/measured. Total time and blocked time in seconds, downtime in milliseconds.",
    uncounted > 0
      ? `* marks a guest whose rate is no input but inferred; left out below: ${uncounted} of ${runs.length}.`
      : "",
    wrong > 0 ? `! marks a wrong verdict: ${wrong} of ${runs.length}.` : "Every verdict is right.",
    "",
    textTable(["engine", "error of", "median", "90th percentile", "worst"], errors),
    `Wrote ${figure}`,
    "",
  ].filter((line, i, lines) => line !== "" || lines[i - 1] !== "").join("\n");
}

const HEAD = ["run", "total time", "error", "pages", "error", "downtime", "faults", "blocked"];

const ERROR_NAMES: Record<keyof PredictionError, string> = {
  totalTime: "total time",
  pages: "pages transferred",
  downtimeMs: "downtime",
  demandFaults: "demand faults",
  blockedTime: "blocked time",
};

function rowOf({ id, capabilities, counted, verdictRight, predicted, measured, error }: ValidatedRun): string[] {
  const marks = (counted ? "" : " *") + (verdictRight ? "" : " !");
  const post = measured.demandRequests > 0;
  const ended = error.totalTime !== null;
  const outcome = (converges: boolean, seconds: number) => converges ? seconds.toFixed(2) : "never";
  return [
    [id, ...capabilities].join(" ") + marks,
    `${outcome(predicted.converges, predicted.totalSeconds)}/${
      outcome(measured.status === "completed", measured.totalTimeSeconds)
    }`,
    percent(error.totalTime),
    ended ? `${predicted.pagesTransferred.toFixed(0)}/${measured.pagesTransferred}` : "",
    percent(error.pages),
    ended ? `${milliseconds(predicted.downtimeSeconds)}/${milliseconds(measured.downtimeSeconds)}` : "",
    post ? `${predicted.demandFaults.toFixed(0)}/${measured.demandRequests}` : "",
    post ? `${predicted.blockedSeconds.toFixed(2)}/${measured.blockedSeconds?.toFixed(2) ?? "-"}` : "",
  ];
}

function milliseconds(seconds: number | null): string {
  return seconds === null ? "-" : (seconds * 1000).toFixed(0);
}

function percent(error: number | null): string {
  return error === null ? "" : `${(error * 100).toFixed(1)} %`;
}

function inWords(name: keyof PredictionError, error: ErrorSummary, rank: keyof ErrorSummary): string {
  const value = error[rank];
  return name === "downtimeMs" && value !== null ? `${value.toFixed(0)} ms` : percent(value);
}
