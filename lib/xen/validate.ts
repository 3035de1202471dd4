// @ts-types="@types/d3-array"
import { greatest, groups, mean } from "d3-array";
import { BitmapPool } from "../bitmap/pool.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { downtimeError, relativeError, summaryOf } from "../validation/errors.ts";
import type {
  Measured,
  Predicted,
  PredictionError,
  ValidatedRun,
  ValidateOptions,
  Validation,
} from "../validation/types.ts";
import { scenarioOf, TESTBED } from "./scenario-of.ts";
import type { XenRun } from "./types.ts";

/** The predicted metrics: means over the seeds that have the most frequent number of rounds. */
export interface PredictedXen extends Predicted {
  /** Pages that each round sent with their content. The guest is suspended during the last one. */
  roundPages: number[];
}

/** The measured metrics, without the frames that have no content. */
export interface MeasuredXen extends Measured {
  /** Pages that each round sent with their content. The guest is suspended during the last one. */
  roundPages: number[];
}

/** The errors of a run of Xen. */
export interface XenPredictionError extends PredictionError {
  /** Of the pages of each round, added up over the rounds, as a fraction of all pages transferred. */
  roundPages: number;
}

/** A measured run of Xen beside its prediction. */
export interface ValidatedXenRun extends ValidatedRun {
  /** How memory moved. */
  engine: "pre-copy";
  /** How the guest is virtualized. */
  guest: XenRun["guest"];
  /** Whether constants of the model were read off this run. */
  calibration: boolean;
  /** The predicted metrics. */
  predicted: PredictedXen;
  /** The measured metrics. */
  measured: MeasuredXen;
  /** The differences between the two. */
  error: XenPredictionError;
}

const PAGE_BYTES = 4096;

/** From this load average on, the machine that ran both hosts had other work. */
const BUSY_HOST_LOAD = 2;

/** Predicts measured migrations from their inputs and compares the predictions with the measurements. */
export function validateRuns(
  runs: readonly XenRun[],
  { seeds = 20, onProgress }: ValidateOptions = {},
): Validation<ValidatedXenRun> {
  const validated = runs.map((run, i) => {
    const result = validateRun(run, seeds);
    onProgress?.(i + 1, runs.length);
    return result;
  });
  const counted = validated.filter((run) => run.counted);
  const pv = counted.filter(({ guest }) => guest === "pv");
  const groups = {
    "pre-copy": counted,
    pv,
    pvOther: pv.filter(({ calibration }) => !calibration),
    pvh: counted.filter(({ guest }) => guest === "pvh"),
    all: counted,
  };
  const summaries = Object.entries(groups).map(([name, group]) => [name, summaryOf(group, ["roundPages"])]);
  return { runs: validated, summary: Object.fromEntries(summaries) };
}

function validateRun(run: XenRun, seeds: number): ValidatedXenRun {
  const { id, hypervisor, guest, hostLoad, calibration = false, workload } = run;
  const predicted = predictRun(run, seeds);
  const measured = measuredOf(run);
  return {
    id,
    engine: "pre-copy",
    hypervisor,
    guest,
    capabilities: [],
    counted: hostLoad < BUSY_HOST_LOAD && workload.writesPerSecond !== null,
    calibration,
    pagesPerSecond: workload.writesPerSecond,
    // The rules of Xen end every migration after five live rounds.
    verdictRight: true,
    predicted,
    measured,
    error: errorOf(predicted, measured),
  };
}

function predictRun(run: XenRun, seeds: number): PredictedXen {
  const scenario = scenarioOf(run);
  const pool = new BitmapPool();
  const results = Array.from(
    { length: seeds },
    (_, seed) => simulateScenario(parseScenario({ ...scenario, seed: `${run.id}/${seed}` }), { pool }),
  );
  const byRounds = groups(results, ({ rounds }) => rounds.length);
  return averageOf(greatest(byRounds, ([, group]) => group.length)![1]);
}

/** The means of results with the same number of rounds. */
function averageOf(results: readonly MigrationResult[]): PredictedXen {
  return {
    converges: true,
    totalSeconds: mean(results, ({ totalSeconds }) => totalSeconds)!,
    // Xen's downtime begins when the guest has suspended. The model's programs stop earlier.
    downtimeSeconds: mean(results, ({ downtimeSeconds }) => downtimeSeconds! - TESTBED.freezeSeconds)!,
    pagesTransferred: mean(results, ({ pagesTransferred }) => pagesTransferred)!,
    bytesTransferred: mean(results, ({ bytesTransferred }) => bytesTransferred)!,
    demandFaults: 0,
    blockedSeconds: 0,
    roundPages: results[0].rounds.map((_, i) => mean(results, ({ rounds }) => rounds[i].pagesSent)!),
  };
}

function measuredOf({ guest, memoryBytes, measured }: XenRun): MeasuredXen {
  const { passes, deferredPages } = measured;
  const roundPages = passes.map(({ pages }) => pages);
  roundPages[0] = guest === "pvh" ? memoryBytes / PAGE_BYTES : roundPages[0] - deferredPages;
  roundPages[roundPages.length - 1] -= deferredPages;
  return {
    status: "completed",
    totalTimeSeconds: measured.totalSeconds,
    downtimeSeconds: measured.downtimeSeconds,
    pagesTransferred: roundPages.reduce((sum, pages) => sum + pages, 0),
    bytesTransferred: measured.streamBytes,
    demandRequests: 0,
    blockedSeconds: null,
    roundPages,
  };
}

function errorOf(predicted: PredictedXen, measured: MeasuredXen): XenPredictionError {
  const rounds = Math.max(predicted.roundPages.length, measured.roundPages.length);
  let pagesOff = 0;
  for (let i = 0; i < rounds; i++) {
    pagesOff += Math.abs((predicted.roundPages[i] ?? 0) - (measured.roundPages[i] ?? 0));
  }
  return {
    totalTime: relativeError(predicted.totalSeconds, measured.totalTimeSeconds),
    pages: relativeError(predicted.pagesTransferred, measured.pagesTransferred),
    downtimeMs: downtimeError(predicted, measured),
    demandFaults: null,
    blockedTime: null,
    roundPages: pagesOff / measured.pagesTransferred,
  };
}
