// @ts-types="@types/d3-array"
import { groups } from "d3-array";
import { downtimeError, relativeError, summaryOf } from "../validation/errors.ts";
import type { Predicted, PredictionError, ValidatedRun, ValidateOptions, Validation } from "../validation/types.ts";
import { predictRun } from "./predict.ts";
import type { QemuEngine, QemuMetrics, QemuRun } from "./types.ts";

/** A measured run of QEMU beside its prediction. */
export interface ValidatedQemuRun extends ValidatedRun {
  /** How memory moved. */
  engine: QemuEngine;
  /** The measured metrics. */
  measured: QemuMetrics;
}

/** Predicts measured migrations from their inputs and compares the predictions with the measurements. */
export function validateRuns(
  runs: readonly QemuRun[],
  { seeds = 20, onProgress }: ValidateOptions = {},
): Validation<ValidatedQemuRun> {
  const validated = runs.map((run, i) => {
    const result = validateRun(run, seeds);
    onProgress?.(i + 1, runs.length);
    return result;
  });
  const counted = validated.filter((run) => run.counted);
  const byEngine = groups(counted, (run) => run.engine).map(([engine, ofEngine]) => [engine, summaryOf(ofEngine)]);
  return { runs: validated, summary: { ...Object.fromEntries(byEngine), all: summaryOf(counted) } };
}

function validateRun(run: QemuRun, seeds: number): ValidatedQemuRun {
  const { id, engine, hypervisor, capabilities, workload, measured } = run;
  const pagesPerSecond = workload.pagesPerSecond ?? inferredRate(run);
  const predicted = predictRun(run, pagesPerSecond, seeds);
  return {
    id,
    engine,
    hypervisor,
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
    downtimeMs: comparable ? downtimeError(predicted, measured) : null,
    demandFaults: relativeError(predicted.demandFaults, measured.demandRequests),
    blockedTime: relativeError(predicted.blockedSeconds, measured.blockedSeconds),
  };
}
