// @ts-types="@types/d3-array"
import { deviation, groups } from "d3-array";
import { downtimeError, relativeError, summaryOf } from "../validation/errors.ts";
import type {
  Predicted,
  PredictionError,
  RepeatsError,
  ValidatedRun,
  ValidateOptions,
  Validation,
} from "../validation/types.ts";
import { predictRun } from "./predict.ts";
import { isIdleLog, meanMetrics, repeatsOf, wasQuiet, withIdleLogs } from "./repeats.ts";
import type { QemuEngine, QemuMetrics, QemuRun } from "./types.ts";

/** A measured run of QEMU beside its prediction. */
export interface ValidatedQemuRun extends ValidatedRun {
  /** How memory moved. */
  engine: QemuEngine;
  /** The measured metrics; with repeats, their means. */
  measured: QemuMetrics;
}

/**
 * Predicts measured migrations from their inputs and compares the predictions with the measurements. Repeats of a run become
 * one. Logs of idle guests are inputs of the other runs.
 */
export function validateRuns(
  runs: readonly QemuRun[],
  { seeds = 20, onProgress }: ValidateOptions = {},
): Validation<ValidatedQemuRun> {
  const groupsOfRepeats = repeatsOf(withIdleLogs(runs).filter((run) => !isIdleLog(run)));
  const validated = groupsOfRepeats.map((repeats, i) => {
    const result = validateRun(repeats, seeds);
    onProgress?.(i + 1, groupsOfRepeats.length);
    return result;
  });
  const counted = validated.filter((run) => run.counted);
  const byEngine = groups(counted, (run) => run.engine).map(([engine, ofEngine]) => [engine, summaryOf(ofEngine)]);
  const isSplit = counted.some(({ heldOut }) => heldOut !== undefined);
  const parts = {
    tuned: summaryOf(counted.filter(({ heldOut }) => !heldOut)),
    heldOut: summaryOf(counted.filter(({ heldOut }) => heldOut)),
  };
  const all = summaryOf(counted);
  return { runs: validated, summary: { ...Object.fromEntries(byEngine), ...(isSplit ? parts : {}), all } };
}

function validateRun(repeats: readonly QemuRun[], seeds: number): ValidatedQemuRun {
  const [run] = repeats;
  const { id, engine, hypervisor, capabilities, workload } = run;
  const measured = meanMetrics(repeats);
  const pagesPerSecond = workload.pagesPerSecond ?? inferredRate(run);
  const predicted = predictRun(repeats, pagesPerSecond, seeds);
  const error = errorOf(predicted, measured);
  return {
    id,
    engine,
    hypervisor,
    capabilities,
    counted: workload.pagesPerSecond !== null && wasQuiet(run),
    ...(run.heldOut === undefined ? {} : { heldOut: run.heldOut }),
    pagesPerSecond,
    verdictRight: predicted.converges === (measured.status === "completed"),
    predicted,
    measured,
    error,
    ...(repeats.length > 1 ? { repeats: repeatsError(error, repeats, measured) } : {}),
  };
}

/** The errors in units of the standard deviation of the repeats; `null` if the repeats are equal. */
function repeatsError(error: PredictionError, repeats: readonly QemuRun[], average: QemuMetrics): RepeatsError {
  const inDeviations = (absolute: number | null, metric: keyof QemuMetrics) => {
    const spread = deviation(repeats, ({ measured }) => Number(measured[metric]));
    return absolute === null || !spread ? null : absolute / spread;
  };
  const relative = (share: number | null, metric: keyof QemuMetrics) =>
    inDeviations(share === null ? null : share * Number(average[metric]), metric);
  return {
    count: repeats.length,
    error: {
      totalTime: relative(error.totalTime, "totalTimeSeconds"),
      pages: relative(error.pages, "pagesTransferred"),
      downtimeMs: inDeviations(error.downtimeMs === null ? null : error.downtimeMs / 1000, "downtimeSeconds"),
      demandFaults: relative(error.demandFaults, "demandRequests"),
      blockedTime: relative(error.blockedTime, "blockedSeconds"),
    },
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
