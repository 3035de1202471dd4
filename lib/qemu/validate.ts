// @ts-types="@types/d3-array"
import { max, mean, quantile } from "d3-array";
import { BitmapPool } from "../bitmap/pool.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { scenarioOf } from "./scenario-of.ts";
import type { QemuRun } from "./types.ts";

/** The figures of a measured run, as predicted: means over the seeds that ended as most did. */
export interface Predicted {
  /** Whether the guest leaves the source within the 45 s that the measured runs were given. */
  converges: boolean;
  /** Total migration time. */
  totalSeconds: number;
  /** Downtime as QEMU's source counts it; `null` if it does not converge. */
  downtimeSeconds: number | null;
  /** Pages sent with their content. */
  pagesTransferred: number;
  /** Bytes of the stream. */
  bytesTransferred: number;
  /** Pages that the destination asked for. */
  demandFaults: number;
  /** Time that the virtual CPU slept on faults. */
  blockedSeconds: number;
}

/** Predicted less measured, as absolute values; relative ones as fractions. `null` where nothing was measured. */
export interface PredictionError {
  /** Of total time, relative. */
  totalTime: number | null;
  /** Of pages transferred, relative. */
  pages: number | null;
  /** Of downtime, in milliseconds. */
  downtimeMs: number | null;
  /** Of demand faults, relative. */
  demandFaults: number | null;
  /** Of blocked time, relative. */
  blockedTime: number | null;
}

/** A measured run beside its prediction. */
export interface ValidatedRun {
  /** Names the run. */
  id: string;
  /** How memory moved. */
  engine: QemuRun["engine"];
  /** QEMU capabilities that were on. */
  capabilities: string[];
  /** Whether it goes into the summary: its inputs say all that it takes to predict it. */
  counted: boolean;
  /** Pages per second that the guest was taken to write; inferred from the run's first pass where it is not an input. */
  pagesPerSecond: number | null;
  /** Whether predicted and measured agree on convergence. */
  verdictRight: boolean;
  /** The prediction. */
  predicted: Predicted;
  /** The same figures, measured. */
  measured: QemuRun["measured"];
  /** How far apart they are. */
  error: PredictionError;
}

/** Median, 90th percentile and worst of one error; `null` where no run has it. */
export interface ErrorSummary {
  /** Median. */
  p50: number | null;
  /** 90th percentile. */
  p90: number | null;
  /** Worst. */
  max: number | null;
}

/** Every run, and the errors by engine and over all. */
export interface Validation {
  /** The runs, in order. */
  runs: ValidatedRun[];
  /** By engine, and under `all`. */
  summary: Record<string, Record<keyof PredictionError, ErrorSummary>>;
}

/** The measured runs were cancelled when the guest was still at the source after this long. */
const GIVEN_UP_SECONDS = 45;

const ERRORS: (keyof PredictionError)[] = ["totalTime", "pages", "downtimeMs", "demandFaults", "blockedTime"];

/** How to validate. */
export interface ValidateOptions {
  /** Seeds to average over: 0 to this less 1. Default 5. */
  seeds?: number;
  /** Called after each run. */
  onProgress?: (done: number, total: number) => void;
}

/** Predicts measured migrations from their inputs and compares the predictions with the measurements. */
export function validateRuns(runs: readonly QemuRun[], { seeds = 5, onProgress }: ValidateOptions = {}): Validation {
  const validated = runs.map((run, i) => {
    const result = validateRun(run, seeds);
    onProgress?.(i + 1, runs.length);
    return result;
  });
  const counted = validated.filter((run) => run.counted);
  const engines = [...new Set(counted.map((run) => run.engine))];
  const summary = Object.fromEntries([
    ...engines.map((engine) => [engine, summarize(counted.filter((run) => run.engine === engine))]),
    ["all", summarize(counted)],
  ]);
  return { runs: validated, summary };
}

function validateRun(run: QemuRun, seeds: number): ValidatedRun {
  const pagesPerSecond = run.workload.pagesPerSecond ?? inferRate(run);
  const scenario = scenarioOf(run, pagesPerSecond);
  const pool = new BitmapPool();
  const results = Array.from(
    { length: seeds },
    (_, seed) => simulateScenario(parseScenario({ ...scenario, seed: `${run.id}/${seed}` }), { pool }),
  );
  const predicted = average(results);
  const { measured } = run;
  return {
    id: run.id,
    engine: run.engine,
    capabilities: run.capabilities,
    counted: run.workload.pagesPerSecond !== null,
    pagesPerSecond,
    verdictRight: predicted.converges === (measured.status === "completed"),
    predicted,
    measured,
    error: errorOf(predicted, measured),
  };
}

/** The least rate that dirties what the first pass was seen to dirty, if the guest wrote page after page. */
function inferRate({ engine, firstPass }: QemuRun): number | null {
  // Post-copy has no pass to infer anything from.
  return firstPass === undefined || engine === "post-copy" ? null : firstPass.dirtiedPages / firstPass.seconds;
}

function average(results: readonly MigrationResult[]): Predicted {
  const ended = results.filter((result) => result.verdict !== "diverged");
  const like = 2 * ended.length > results.length ? ended : results.filter((result) => result.verdict === "diverged");
  return {
    converges: 2 * results.filter(leavesInTime).length > results.length,
    totalSeconds: mean(like, reportedTotal)!,
    downtimeSeconds: like === ended ? mean(like, reportedDowntime)! : null,
    pagesTransferred: mean(like, (result) => result.pagesTransferred)!,
    bytesTransferred: mean(like, (result) => result.bytesTransferred)!,
    demandFaults: mean(like, (result) => result.demandFaults)!,
    blockedSeconds: mean(like, (result) => result.stallSeconds)!,
  };
}

function leavesInTime({ verdict, phases }: MigrationResult): boolean {
  const stopped = phases.find(({ guest }) => guest === "nowhere");
  return verdict !== "diverged" && stopped !== undefined && stopped.startSeconds <= GIVEN_UP_SECONDS;
}

/**
 * QEMU's source stops its clocks when it has written the last byte of pre-copy, or of the package that starts post-copy:
 * the way through the queue and the start at the destination are in its downtime never, and in its total only with
 * post-copy, which ends with the destination's word.
 */
function reportedDowntime(result: MigrationResult): number {
  const atSource = result.phases.filter(({ name }) => name === "suspend" || name === "final copy");
  return atSource.reduce((sum, { seconds }) => sum + seconds, 0);
}

function reportedTotal({ phases, totalSeconds }: MigrationResult): number {
  const copied = phases.find(({ name }) => name === "final copy");
  return copied === undefined ? totalSeconds : copied.startSeconds + copied.seconds;
}

function errorOf(predicted: Predicted, measured: QemuRun["measured"]): PredictionError {
  const relative = (ours: number, theirs: number | null) => theirs ? Math.abs(ours / theirs - 1) : null;
  const comparable = predicted.downtimeSeconds !== null && measured.status === "completed";
  return {
    totalTime: comparable ? relative(predicted.totalSeconds, measured.totalTimeSeconds) : null,
    pages: comparable ? relative(predicted.pagesTransferred, measured.pagesTransferred) : null,
    downtimeMs: comparable && measured.downtimeSeconds !== null
      ? Math.abs(predicted.downtimeSeconds! - measured.downtimeSeconds) * 1000
      : null,
    demandFaults: relative(predicted.demandFaults, measured.demandRequests),
    blockedTime: relative(predicted.blockedSeconds, measured.blockedSeconds),
  };
}

function summarize(runs: readonly ValidatedRun[]): Validation["summary"][string] {
  return Object.fromEntries(ERRORS.map((error) => {
    const values = runs.flatMap((run) => run.error[error] ?? []);
    return [error, {
      p50: quantile(values, 0.5) ?? null,
      p90: quantile(values, 0.9) ?? null,
      max: max(values) ?? null,
    }];
  })) as Validation["summary"][string];
}
