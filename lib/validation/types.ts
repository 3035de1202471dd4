import type { Engine } from "../scenario/types.ts";

/** The predicted metrics of a measured run: means over the seeds that ended as the majority did. */
export interface Predicted {
  /** Whether the guest leaves the source within the 45 s that the measured QEMU runs were given. Xen's always does. */
  converges: boolean;
  /** Total migration time. */
  totalSeconds: number;
  /** Downtime as the hypervisor counts it; `null` if the migration does not converge. */
  downtimeSeconds: number | null;
  /** Pages sent with their content. */
  pagesTransferred: number;
  /** Bytes of the migration stream. */
  bytesTransferred: number;
  /** Pages that the destination requests. */
  demandFaults: number;
  /** Time that the virtual CPU sleeps on faults (QEMU's blocktime). */
  blockedSeconds: number;
}

/** The measured metrics that predictions are compared with. */
export interface Measured {
  /** `cancelled`: the migration had not converged at the time limit. The metrics are those at that moment. */
  status: "completed" | "cancelled";
  /** Total migration time. */
  totalTimeSeconds: number;
  /** Downtime; `null` if the guest never stopped. */
  downtimeSeconds: number | null;
  /** Bytes of the whole migration stream. */
  bytesTransferred: number;
  /** Pages sent with their content. A page that is sent twice counts twice; zero pages do not count. */
  pagesTransferred: number;
  /** Pages that the destination requested. */
  demandRequests: number;
  /** Time that the virtual CPU slept on faults (QEMU's blocktime); `null` without post-copy. */
  blockedSeconds: number | null;
}

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

/** The errors of the prediction of a run that was measured several times. */
export interface RepeatsError {
  /** How often the run was measured. */
  count: number;
  /** The errors in units of the repeats' standard deviation; `null` if there is nothing to compare, or no deviation. */
  error: PredictionError;
}

/** A measured run beside its prediction. */
export interface ValidatedRun {
  /** The id of the run. */
  id: string;
  /** How memory moved. */
  engine: Engine;
  /** Name and version of the hypervisor. */
  hypervisor: string;
  /** Options of the hypervisor that were on. */
  capabilities: string[];
  /** Whether the run counts in the summary. Runs whose write rate is not an input do not. */
  counted: boolean;
  /** Whether constants of the model must not be chosen on the run. Only for tables that say so. */
  heldOut?: boolean;
  /** Assumed write rate in pages per second; `null`: full speed. */
  pagesPerSecond: number | null;
  /** Whether prediction and measurement agree on convergence. */
  verdictRight: boolean;
  /** The predicted metrics. */
  predicted: Predicted;
  /** The measured metrics. */
  measured: Measured;
  /** The differences between the two. */
  error: PredictionError;
  /** For a run that was measured several times. The other fields then compare with the means. */
  repeats?: RepeatsError;
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
export interface Validation<Run extends ValidatedRun = ValidatedRun> {
  /** The runs, in order. */
  runs: Run[];
  /**
   * The errors of the counted runs, by engine and under `all`. Xen's table has groups of runs besides, and a table that is
   * split has `tuned` and `heldOut`.
   */
  summary: Record<string, Record<keyof Run["error"], ErrorSummary>>;
}

/** Options of `validate`. */
export interface ValidateOptions {
  /** Number of seeds to average over, from seed 0, at most 1000. Default 20. */
  seeds?: number;
  /** Called after each run. */
  onProgress?: (done: number, total: number) => void;
}
