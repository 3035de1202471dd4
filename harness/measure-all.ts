import type { QemuRun } from "../lib/qemu/types.ts";
import { describeError, MeasureError } from "./errors.ts";
import { measure, type MeasureOptions } from "./measure.ts";
import type { MeasureProgress, MeasureRun } from "./types.ts";

/** Options of {@linkcode measureAll}, besides those of a single run. */
export interface MeasureAllOptions extends Omit<MeasureOptions, "onStage" | "onRow"> {
  /** How often to measure each run. The first repeat of all runs comes before the second. Default 1. */
  repeats?: number;
  /** Whether to leave out a repeat of a run. */
  skip?: (run: MeasureRun, repeat: number) => boolean;
  /** Stop after this many runs. Default: all. */
  atMost?: number;
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
  const { repeats = 1, skip, atMost = Infinity, onProgress, onMeasured, ...common } = options;
  const all = Array.from({ length: repeats }, (_, i) => runs.map((run) => ({ run, repeat: i + 1 }))).flat();
  const chosen = all.filter(({ run, repeat }) => !skip?.(run, repeat)).slice(0, atMost);
  for (const [index, { run, repeat }] of chosen.entries()) {
    const which = { index, count: chosen.length, run, ...(repeats > 1 ? { repeat } : {}) };
    const tell = (stage: string, seconds?: number) => onProgress?.({ ...which, stage, seconds });
    let measured: QemuRun;
    try {
      measured = await measure(run, {
        ...common,
        onStage: (stage) => tell(stage),
        onRow: ([seconds, phase]) => tell(String(phase), Number(seconds)),
      });
      if (repeats > 1) measured.repeat = repeat;
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
