import { BitmapPool } from "../bitmap/pool.ts";
import { type DirtyCurve, PAGE_BYTES } from "../curve/dirty-curve.ts";
import { correctCurve } from "../curve/observed.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { reportedMetrics } from "../qemu/predict.ts";
import { sendBufferBytes } from "../qemu/send-buffer.ts";
import { parseScenario } from "../scenario/parse.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { downtimeError, relativeError, summaryOf } from "../validation/errors.ts";
import type { Predicted, ValidatedRun, ValidateOptions, Validation } from "../validation/types.ts";
import type { ProgramRun } from "./parse.ts";

/** Constants of the testbed, one set for all runs. Those without a source here are of lib/qemu/scenario-of.ts. */
const TESTBED = {
  framingEfficiency: 1448 / 1514,
  switchDelaySeconds: 0.06,
  resumeSeconds: 0.13,
  ackStallSeconds: 0.01,
  ackStallResumedSeconds: 0.004,
  queueGrowthSeconds: 1.5,
  stateBytes: 130_000,
  /**
   * What a zero page costs: the destination reads it to see that it holds zeros, and its first touch of the page faults.
   * Read off the pauses of the stream behind the runs of zero pages: 8.9 to 10.8 µs a page in four of the runs.
   */
  zeroPageSeconds: 9.5e-6,
  /** The measured runs were cancelled after this time. */
  timeLimitSeconds: 90,
};

/** The scenario of a run: its curve, memory, link and limits, and nothing that was measured of the migration. */
export function scenarioOf(
  { totalPages, zeroPages, linkMbitPerSecond, downtimeLimitMs, engine }: ProgramRun,
  { points }: DirtyCurve,
): ScenarioInput {
  const linkBytesPerSecond = linkMbitPerSecond * 1e6 / 8;
  return {
    preset: "libvirt",
    vm: { memoryBytes: totalPages * PAGE_BYTES, zeroPages, stateBytes: TESTBED.stateBytes },
    workload: { kind: "curve", points },
    source: { zeroPageSeconds: TESTBED.zeroPageSeconds },
    destination: { resumeSeconds: TESTBED.resumeSeconds },
    network: {
      bandwidthBitsPerSecond: linkMbitPerSecond * 1e6,
      framingEfficiency: TESTBED.framingEfficiency,
      queueBytes: sendBufferBytes(linkBytesPerSecond, 0),
      queueGrownBytes: sendBufferBytes(linkBytesPerSecond, TESTBED.ackStallSeconds),
      queueGrownResumedBytes: sendBufferBytes(linkBytesPerSecond, TESTBED.ackStallResumedSeconds),
      queueGrowthSeconds: TESTBED.queueGrowthSeconds,
    },
    migration: {
      engine,
      qemuVersion: 7.2,
      downtimeLimitSeconds: downtimeLimitMs / 1000,
      switchDelaySeconds: TESTBED.switchDelaySeconds,
      timeLimitSeconds: TESTBED.timeLimitSeconds,
    },
  };
}

/**
 * Predicts measured migrations of real programs from the dirty curve taken before each, and again with the curve corrected
 * by what the first ten seconds of the migration showed, where the two disagree. The summary has the group `curve` for the
 * first and `observed` for the second.
 */
export function validateRuns(
  runs: readonly ProgramRun[],
  { seeds = 20, onProgress }: ValidateOptions = {},
): Validation {
  const validated = runs.flatMap((run, i) => {
    const plain = validateRun(run, { curve: run.curve, id: run.id, seeds });
    const corrected = run.observed.length === 0 ? run.curve : correctCurve(run.curve, run.observed);
    const disagrees = corrected.warnings.length > run.curve.warnings.length;
    onProgress?.(i + 1, runs.length);
    return disagrees ? [plain, validateRun(run, { curve: corrected, id: `${run.id} observed`, seeds })] : [plain];
  });
  const isObserved = ({ id }: ValidatedRun) => id.endsWith(" observed");
  return {
    runs: validated,
    summary: {
      curve: summaryOf(validated.filter((run) => !isObserved(run))),
      observed: summaryOf(validated.filter(isObserved)),
      all: summaryOf(validated),
    },
  };
}

function validateRun(
  run: ProgramRun,
  { curve, id, seeds }: { curve: DirtyCurve; id: string; seeds: number },
): ValidatedRun {
  const pool = new BitmapPool();
  const scenario = parseScenario(scenarioOf(run, curve));
  const results = Array.from(
    { length: seeds },
    (_, i) => simulateScenario({ ...scenario, seed: `${id}/${i}` }, { pool }),
  );
  const ended = results.filter(({ verdict }) => verdict !== "diverged").length;
  const predicted: Predicted = { ...reportedMetrics(results), converges: 2 * ended > seeds };
  const { engine, hypervisor, measured } = run;
  const comparable = predicted.downtimeSeconds !== null && measured.status === "completed";
  return {
    id,
    engine,
    hypervisor,
    capabilities: [],
    counted: true,
    pagesPerSecond: curve.points[0].dirtyPages / curve.points[0].seconds,
    verdictRight: predicted.converges === (measured.status === "completed"),
    predicted,
    measured,
    error: {
      // A cancelled run has the time and pages at the moment at which the simulation is abandoned too.
      totalTime: comparable || !predicted.converges
        ? relativeError(predicted.totalSeconds, measured.totalTimeSeconds)
        : null,
      pages: comparable || !predicted.converges
        ? relativeError(predicted.pagesTransferred, measured.pagesTransferred)
        : null,
      downtimeMs: comparable ? downtimeError(predicted, measured) : null,
      demandFaults: engine === "pre-copy" ? null : relativeError(predicted.demandFaults, measured.demandRequests),
      blockedTime: relativeError(predicted.blockedSeconds, measured.blockedSeconds),
    },
  };
}
