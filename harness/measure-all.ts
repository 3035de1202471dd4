import type { QemuRun } from "../lib/qemu/types.ts";
import { describeError, MeasureError } from "./errors.ts";
import { measure, type MeasureOptions } from "./measure.ts";
import type { MeasureProgress, MeasureRun } from "./types.ts";

/** Options of {@linkcode measureAll}, besides those of a single run. */
export interface MeasureAllOptions extends Omit<MeasureOptions, "onStage" | "onRow"> {
  onProgress?: (progress: MeasureProgress) => void;
  /** Called with each measured run. The next run waits for it. */
  onMeasured?: (measured: QemuRun) => void | Promise<void>;
}

/** Result of a plan. */
export interface MeasureAllResult {
  measured: QemuRun[];
  /** The failed runs, each with the reason in one line. */
  failed: { run: MeasureRun; reason: string }[];
}

/**
 * Measures runs one after another. Two runs at once would disturb each other.
 *
 * A run that fails is reported in the result and does not stop the others.
 *
 * @throws {MeasureError} if a run is not valid, or this machine lacks something
 * @throws the signal's reason if it aborts, and errors of `onMeasured`
 */
export async function measureAll(runs: MeasureRun[], options: MeasureAllOptions = {}): Promise<MeasureAllResult> {
  const result: MeasureAllResult = { measured: [], failed: [] };
  const { onProgress, onMeasured, ...common } = options;
  for (const [index, run] of runs.entries()) {
    const tell = (stage: string, seconds?: number) => onProgress?.({ index, count: runs.length, run, stage, seconds });
    let measured: QemuRun;
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
      // The next run would fail for the same reason.
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
