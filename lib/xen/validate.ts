// @ts-types="@types/d3-array"
import { max, mean, quantile } from "d3-array";
import type { MigrationResult } from "../engine/run/result.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { XEN_TESTBED, xenScenarioOf } from "./scenario-of.ts";
import type { XenRun } from "./types.ts";

/** Figures of a migration, predicted or measured. */
export interface XenOutcome {
  /** From log-dirty mode on to the guest unpaused. */
  totalSeconds: number;
  /** From the guest suspended to the guest unpaused. */
  downtimeSeconds: number;
  /** Pages sent with their content. */
  pagesTransferred: number;
  /** Bytes of the stream. */
  bytesTransferred: number;
  /** Pages of each pass sent with their content; the last one with the guest suspended. */
  passPages: number[];
}

/** Predicted less measured, as absolute values; relative ones as fractions. */
export interface XenPredictionError {
  /** Of total time, relative. */
  totalTime: number;
  /** Of pages transferred, relative. */
  pages: number;
  /** Of downtime, in milliseconds. */
  downtimeMs: number;
  /** Of the pages of each pass, added up over the passes, relative to all pages transferred. */
  passPages: number;
  /** Xen's pre-copy has no demand faults. */
  demandFaults: null;
  /** Xen's pre-copy blocks no virtual CPU. */
  blockedTime: null;
}

/** A measured run beside its prediction. */
export interface ValidatedXenRun {
  /** Names the run. */
  id: string;
  /** How memory moved. */
  engine: "pre-copy";
  /** Xen's version. */
  hypervisor: string;
  /** How the guest is virtualized. */
  guest: XenRun["guest"];
  /** Whether it goes into the summary: the host had no other work and the write rate is known. */
  counted: boolean;
  /** The prediction: means over the seeds with the most frequent number of passes. */
  predicted: XenOutcome;
  /** The same figures, measured. */
  measured: XenOutcome;
  /** How far apart they are. */
  error: XenPredictionError;
}

/** Median, 90th percentile and worst of one error; `null` where no run has it. */
export interface XenErrorSummary {
  /** Median. */
  p50: number | null;
  /** 90th percentile. */
  p90: number | null;
  /** Worst. */
  max: number | null;
}

/** Every run, and the errors by engine, by kind of guest, and over all. */
export interface XenValidation {
  /** The runs, in order. */
  runs: ValidatedXenRun[];
  /** Under `pre-copy`, `pv`, `pvh` and `all`. */
  summary: Record<string, Record<keyof XenPredictionError, XenErrorSummary>>;
}

/** How to validate. */
export interface XenValidateOptions {
  /** Seeds to average over: 0 to this less 1. Default 20. */
  seeds?: number;
  /** Called after each run. */
  onProgress?: (done: number, total: number) => void;
}

/** From this load average on the machine that ran both hosts had other work. */
const BUSY_HOST_LOAD = 2;

const ERRORS: (keyof XenPredictionError)[] = [
  "totalTime",
  "pages",
  "downtimeMs",
  "demandFaults",
  "blockedTime",
  "passPages",
];

/** Predicts measured migrations of Xen from their inputs and compares the predictions with the measurements. */
export function validateXenRuns(
  runs: readonly XenRun[],
  { seeds = 20, onProgress }: XenValidateOptions = {},
): XenValidation {
  const validated = runs.map((run, i) => {
    const result = validateRun(run, seeds);
    onProgress?.(i + 1, runs.length);
    return result;
  });
  const counted = validated.filter((run) => run.counted);
  return {
    runs: validated,
    summary: {
      "pre-copy": summarize(counted),
      pv: summarize(counted.filter(({ guest }) => guest === "pv")),
      pvh: summarize(counted.filter(({ guest }) => guest === "pvh")),
      all: summarize(counted),
    },
  };
}

function validateRun(run: XenRun, seeds: number): ValidatedXenRun {
  const scenario = xenScenarioOf(run);
  const predicted = average(
    Array.from(
      { length: seeds },
      (_, seed) => simulateScenario(parseScenario({ ...scenario, seed: `${run.id}/${seed}` })),
    ),
  );
  const measured = measuredOutcome(run);
  return {
    id: run.id,
    engine: "pre-copy",
    hypervisor: run.hypervisor,
    guest: run.guest,
    counted: run.hostLoad < BUSY_HOST_LOAD && run.workload.writesPerSecond !== null,
    predicted,
    measured,
    error: errorOf(predicted, measured),
  };
}

function average(results: readonly MigrationResult[]): XenOutcome {
  const like = mostFrequent(results, ({ rounds }) => rounds.length);
  return {
    totalSeconds: mean(like, (result) => result.totalSeconds)!,
    // What the programs lose while the guest suspends itself is not in the measured downtime.
    downtimeSeconds: mean(like, (result) => result.downtimeSeconds! - XEN_TESTBED.freezeSeconds)!,
    pagesTransferred: mean(like, (result) => result.pagesTransferred)!,
    bytesTransferred: mean(like, (result) => result.bytesTransferred)!,
    passPages: like[0].rounds.map((_, i) => mean(like, ({ rounds }) => rounds[i].pagesSent)!),
  };
}

/** The values whose key is the most frequent one. */
function mostFrequent<T>(values: readonly T[], key: (value: T) => number): T[] {
  const groups = [...Map.groupBy(values, key).values()];
  return groups.reduce((best, group) => group.length > best.length ? group : best);
}

/** The measured figures, without the frames that were walked but have no content. */
function measuredOutcome({ guest, memoryBytes, measured }: XenRun): XenOutcome {
  const pages = memoryBytes / 4096;
  const passPages = measured.passes.map((pass) => pass.pages);
  const last = passPages.length - 1;
  passPages[0] = guest === "pvh" ? pages : passPages[0] - measured.deferredPages;
  passPages[last] -= measured.deferredPages;
  return {
    totalSeconds: measured.totalSeconds,
    downtimeSeconds: measured.downtimeSeconds,
    pagesTransferred: passPages.reduce((sum, pages) => sum + pages, 0),
    bytesTransferred: measured.streamBytes,
    passPages,
  };
}

function errorOf(predicted: XenOutcome, measured: XenOutcome): XenPredictionError {
  const relative = (ours: number, theirs: number) => Math.abs(ours / theirs - 1);
  const length = Math.max(predicted.passPages.length, measured.passPages.length);
  let offPages = 0;
  for (let i = 0; i < length; i++) offPages += Math.abs((predicted.passPages[i] ?? 0) - (measured.passPages[i] ?? 0));
  return {
    totalTime: relative(predicted.totalSeconds, measured.totalSeconds),
    pages: relative(predicted.pagesTransferred, measured.pagesTransferred),
    downtimeMs: Math.abs(predicted.downtimeSeconds - measured.downtimeSeconds) * 1000,
    demandFaults: null,
    blockedTime: null,
    passPages: offPages / measured.pagesTransferred,
  };
}

function summarize(runs: readonly ValidatedXenRun[]): XenValidation["summary"][string] {
  return Object.fromEntries(ERRORS.map((error) => {
    const values = runs.flatMap((run) => run.error[error] ?? []);
    return [error, {
      p50: quantile(values, 0.5) ?? null,
      p90: quantile(values, 0.9) ?? null,
      max: max(values) ?? null,
    }];
  })) as XenValidation["summary"][string];
}
