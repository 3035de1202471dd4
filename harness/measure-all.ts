import { describeError, MeasureError } from "./errors.ts";
import { measure, type MeasureOptions } from "./measure.ts";
import type { MeasuredRun, MeasureRun } from "./types.ts";

/** Where a plan has got to. */
export interface MeasureProgress {
  /** Which run, from 0. */
  index: number;
  /** How many runs there are. */
  count: number;
  /** The run. */
  run: MeasureRun;
  /** What goes on: a stage of the run, or the phase of its migration. */
  stage: string;
  /** Seconds since the migration began; absent before. */
  seconds?: number;
}

/** How to measure a plan; see also {@linkcode MeasureOptions}. */
export interface MeasureAllOptions extends Omit<MeasureOptions, "onStage" | "onRow"> {
  /** Told where the plan has got to. */
  onProgress?: (progress: MeasureProgress) => void;
  /** Given each run as soon as it is measured; the next waits for it. */
  onMeasured?: (measured: MeasuredRun) => void | Promise<void>;
}

/** What came of a plan. */
export interface MeasureAllResult {
  /** The runs that were measured, in order. */
  measured: MeasuredRun[];
  /** The others, each with the reason in one line. */
  failed: { run: MeasureRun; reason: string }[];
}

/**
 * Measures runs one after another: two at once would share the machine and spoil each other's figures.
 *
 * A run that fails is reported in the result and does not stop the others.
 *
 * @throws {MeasureError} if a run is not valid or this machine lacks something; also the signal's reason when it
 * aborts, and what `onMeasured` throws.
 */
export async function measureAll(runs: MeasureRun[], options: MeasureAllOptions = {}): Promise<MeasureAllResult> {
  const result: MeasureAllResult = { measured: [], failed: [] };
  const { onProgress, onMeasured, ...common } = options;
  for (const [index, run] of runs.entries()) {
    const tell = (stage: string, seconds?: number) => onProgress?.({ index, count: runs.length, run, stage, seconds });
    let measured: MeasuredRun;
    try {
      measured = await measure(run, {
        ...common,
        onStage: (stage) => tell(stage),
        onRow: ([seconds, phase]) => tell(String(phase), Number(seconds)),
      });
    } catch (error) {
      if (common.signal?.aborted) {
        if (error !== common.signal.reason) common.logger?.(describeError(error));
        throw common.signal.reason;
      }
      // What this machine lacks now it also lacks for the next run.
      if (error instanceof MeasureError && error.kind !== "failed") throw error;
      const reason = describeError(error);
      common.logger?.(reason);
      result.failed.push({ run, reason });
      continue;
    }
    result.measured.push(measured);
    await onMeasured?.(measured);
  }
  return result;
}
