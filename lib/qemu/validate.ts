// @ts-types="@types/d3-array"
import { groups, max, quantile } from "d3-array";
import { type Predicted, predictRun } from "./predict.ts";
import type { QemuEngine, QemuMetrics, QemuRun } from "./types.ts";

/** Absolute differences between prediction and measurement; `null` if there is nothing to compare. */
export interface PredictionError {
  /** Of total time, as a fraction of the measured time. */
  totalTime: number | null;
  /** Of pages transferred, as a fraction of the measured pages. */
  pages: number | null;
  /** Of downtime, in milliseconds. */
  downtimeMs: number | null;
  /** Of demand faults, as a fraction of the measured requests. */
  demandFaults: number | null;
  /** Of blocked time, as a fraction of the measured time. */
  blockedTime: number | null;
}

/** A measured run beside its prediction. */
export interface ValidatedRun {
  /** The id of the run. */
  id: string;
  /** How memory moved. */
  engine: QemuEngine;
  /** QEMU capabilities that were on. */
  capabilities: string[];
  /** Whether the run counts in the summary. Runs whose write rate was inferred do not. */
  counted: boolean;
  /** Assumed write rate in pages per second; `null`: full speed. Inferred from the first pass if it is not an input. */
  pagesPerSecond: number | null;
  /** Whether prediction and measurement agree on convergence. */
  verdictRight: boolean;
  /** The predicted metrics. */
  predicted: Predicted;
  /** The measured metrics. */
  measured: QemuMetrics;
  /** The differences between the two. */
  error: PredictionError;
}

/** Distribution of one error over runs; `null` if no run has it. */
export interface ErrorSummary {
  /** Median. */
  p50: number | null;
  /** 90th percentile. */
  p90: number | null;
  /** Largest. */
  max: number | null;
}

/** All runs with their predictions, and summaries of the errors. */
export interface Validation {
  /** The runs, in order. */
  runs: ValidatedRun[];
  /** The errors of the counted runs, by engine and under `all`. */
  summary: Record<string, Record<keyof PredictionError, ErrorSummary>>;
}

/** Options of `validate`. */
export interface ValidateOptions {
  /** Number of seeds to average over, from seed 0, at most 1000. Default 20. */
  seeds?: number;
  /** Called after each run. */
  onProgress?: (done: number, total: number) => void;
}

/** Predicts measured migrations from their inputs and compares the predictions with the measurements. */
export function validateRuns(runs: readonly QemuRun[], { seeds = 20, onProgress }: ValidateOptions = {}): Validation {
  const validated = runs.map((run, i) => {
    const result = validateRun(run, seeds);
    onProgress?.(i + 1, runs.length);
    return result;
  });
  const counted = validated.filter((run) => run.counted);
  const byEngine = groups(counted, (run) => run.engine).map(([engine, ofEngine]) => [engine, summaryOf(ofEngine)]);
  return { runs: validated, summary: { ...Object.fromEntries(byEngine), all: summaryOf(counted) } };
}

function validateRun(run: QemuRun, seeds: number): ValidatedRun {
  const { id, engine, capabilities, workload, measured } = run;
  const pagesPerSecond = workload.pagesPerSecond ?? inferredRate(run);
  const predicted = predictRun(run, pagesPerSecond, seeds);
  return {
    id,
    engine,
    capabilities,
    counted: workload.pagesPerSecond !== null,
    pagesPerSecond,
    verdictRight: predicted.converges === (measured.status === "completed"),
    predicted,
    measured,
    error: errorOf(predicted, measured),
  };
}

/**
 * The lowest rate that dirties the pages found dirty after the first pass, if the guest wrote page after page. `null` if
 * there is no first pass; in post-copy it does not show the guest's writes.
 */
function inferredRate({ engine, firstPass }: QemuRun): number | null {
  return firstPass === undefined || engine === "post-copy" ? null : firstPass.dirtiedPages / firstPass.seconds;
}

function errorOf(predicted: Predicted, measured: QemuMetrics): PredictionError {
  const comparable = predicted.downtimeSeconds !== null && measured.status === "completed";
  return {
    totalTime: comparable ? relativeError(predicted.totalSeconds, measured.totalTimeSeconds) : null,
    pages: comparable ? relativeError(predicted.pagesTransferred, measured.pagesTransferred) : null,
    downtimeMs: comparable && measured.downtimeSeconds !== null
      ? Math.abs(predicted.downtimeSeconds! - measured.downtimeSeconds) * 1000
      : null,
    demandFaults: relativeError(predicted.demandFaults, measured.demandRequests),
    blockedTime: relativeError(predicted.blockedSeconds, measured.blockedSeconds),
  };
}

function relativeError(predicted: number, measured: number | null): number | null {
  return measured ? Math.abs(predicted / measured - 1) : null;
}

function summaryOf(runs: readonly ValidatedRun[]): Record<keyof PredictionError, ErrorSummary> {
  const ofError = (name: keyof PredictionError): ErrorSummary => {
    const values = runs.flatMap((run) => run.error[name] ?? []);
    return { p50: quantile(values, 0.5) ?? null, p90: quantile(values, 0.9) ?? null, max: max(values) ?? null };
  };
  return {
    totalTime: ofError("totalTime"),
    pages: ofError("pages"),
    downtimeMs: ofError("downtimeMs"),
    demandFaults: ofError("demandFaults"),
    blockedTime: ofError("blockedTime"),
  };
}
