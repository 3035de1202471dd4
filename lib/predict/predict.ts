// @ts-types="@types/d3-array"
import { median } from "d3-array";
import { BitmapPool } from "../bitmap/pool.ts";
import { PAGE_BYTES } from "../curve/dirty-curve.ts";
import { type CurveFit, dirtyPagesAfter, fitCurve } from "../curve/fit.ts";
import { sendRateOf } from "../engine/link/send-rate.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import { timeLimitOf } from "../engine/run/time-limit.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { type Engine, ENGINES } from "../scenario/names.ts";
import type { CurvePoint, Scenario } from "../scenario/types.ts";
import { scenarioWarnings } from "../scenario/warnings.ts";
import { checkOptions, requireCount } from "../text/require.ts";
import { cellsOf, ownCellsOf, publishedCellsOf } from "./cells.ts";
import { curveWarnings, guestOf, scenarioFor } from "./guest.ts";
import { MOST_ROUNDS, outcomeOf, patient, rises } from "./outcome.ts";
import { sampleMemory } from "./sample-memory.ts";
import type { Shape } from "./shapes.ts";
import type { PredictInput, Prediction, ShapeOutcome } from "./types.ts";
import { reasonsOf } from "./why.ts";

const TASK = "predict";
/** A fit that misses a point by more than this is worth a warning. */
const LARGEST_MISS = 0.25;
/** Intervals at which the dirty rate is compared with the send rate. */
const INTERVALS = [0.3, 1, 3, 10, 30];
/** Pages that are simulated at most where the downtime limit rises: such a migration may have ten thousand rounds. */
const MOST_PAGES_RISING = 2 ** 17;
/** The same of a guest that faults after it has moved, 1 TiB: one page in k has fewer faults, and stalls too little. */
const MOST_PAGES_FAULTING = 2 ** 28;

/**
 * Predicts the migration of a VM from a dirty curve, the limits of its platform and its link: whether it ends, how long it
 * takes, how long the guest is down, each as a range over seeds, and over shapes of working set if only one rate is known.
 *
 * @throws {TypeError | RangeError} if a value is missing, unknown or out of range
 *
 * @example
 * ```ts
 * import { curveOfRate, predict } from "@pageferry/pageferry/predict";
 * import { assertEquals } from "@std/assert";
 *
 * const { verdicts } = predict({
 *   curve: curveOfRate(200 * 2 ** 20, 1),
 *   platform: "kubevirt",
 *   memoryBytes: 64 * 2 ** 30,
 *   bandwidthBitsPerSecond: 25e9,
 *   seeds: 1,
 * });
 * assertEquals(verdicts, { converged: 3 });
 * ```
 */
export function predict(input: PredictInput): Prediction {
  const { shapes, seeds, memoryBytes, zeroPages, writablePages, platform } = checkedInput(input);
  const scenarioOf = (points: CurvePoint[]) => scenarioFor(input, { points, platform, memoryBytes, zeroPages });
  const scenario = scenarioOf(shapes[0].points);
  const ofShape = shapes.map((shape) => runs(scenarioOf(shape.points), seeds));
  const all = ofShape.flat();
  const rate = sendRateOf(scenario);
  const fits = shapes.map(({ points }) => fitCurve(points, writablePages));
  const uncapped = { ...scenario, migration: { ...scenario.migration, maxBytesPerSecond: null } };
  const prediction = {
    platform,
    scenario,
    ...outcomeOf(all),
    shapes: shapes.map(({ name }, i) => shapeOutcome(ofShape[i], { name, worstMiss: fits[i].worstMiss, scenario })),
    rate,
    dirtyRates: fits.map(({ groups }) =>
      INTERVALS.map((seconds) => ({
        seconds,
        dirtyBytesPerSecond: dirtyPagesAfter(groups, seconds) * PAGE_BYTES / seconds,
      }))
    ),
    withoutCap: rate.boundBy === "cap" ? outcomeOf(runs(uncapped, 1)) : null,
    engines: ENGINES.map((engine) => ({ engine, ...outcomeOf(engineRuns(engine, scenario, all)) })),
    published: {
      cells: publishedCellsOf(input, { points: shapes[0].points, pages: memoryBytes / PAGE_BYTES, zeroPages }),
    },
    qemu: { cells: cellsOf(input, scenario), ownCells: ownCellsOf(input, scenario) },
    warnings: [...scenarioWarnings(scenario), ...warningsOf(input, shapes, fits[0])],
  };
  return { ...prediction, why: reasonsOf(prediction, { ofShape, groups: fits[0].groups }) };
}

/** The input with its defaults, and the shapes to simulate. */
function checkedInput(input: PredictInput) {
  checkOptions(TASK, input, [
    "curve",
    "platform",
    "memoryBytes",
    "zeroPages",
    "bandwidthBitsPerSecond",
    "downtimeLimitSeconds",
    "maxBytesPerSecond",
    "timeLimitSeconds",
    "seeds",
    "cells",
  ], "input");
  const { seeds = 5 } = input;
  requireCount(seeds, { task: TASK, where: "seeds", max: 100 });
  return { seeds, ...guestOf(input, TASK) };
}

function mostPagesOf(scenario: Scenario): number | undefined {
  const { engine } = scenario.migration;
  if (engine === "three-stage" || engine === "post-copy") return MOST_PAGES_FAULTING;
  return rises(scenario) ? MOST_PAGES_RISING : undefined;
}

function runs(whole: Scenario, seeds: number): MigrationResult[] {
  const scenario = sampleMemory(patient(whole), mostPagesOf(whole));
  const pool = new BitmapPool();
  const results: MigrationResult[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    results.push(simulateScenario({ ...scenario, seed }, { pool }));
    // A guest that is far from converging is far from it with any seed.
    if (seed === 2 && results.every(({ verdict }) => verdict === "diverged")) break;
  }
  return results;
}

function engineRuns(engine: Engine, scenario: Scenario, all: MigrationResult[]): MigrationResult[] {
  if (engine === scenario.migration.engine) return all;
  return runs({ ...scenario, migration: { ...scenario.migration, engine } }, 1);
}

function shapeOutcome(
  results: readonly MigrationResult[],
  { name, worstMiss, scenario }: { name: string; worstMiss: number; scenario: Scenario },
): ShapeOutcome {
  const limit = timeLimitOf(scenario) ?? Infinity;
  const abandoned = results.filter(({ verdict }) => verdict === "diverged");
  // A run that ended before both limits has shown that it would not converge before the time limit.
  const byProgress = ({ rounds, totalSeconds }: MigrationResult) =>
    totalSeconds < limit && rounds.length <= MOST_ROUNDS;
  const hasProgressLimit = scenario.migration.progressLimitSeconds !== null;
  const ends = abandoned.map((run) => hasProgressLimit && byProgress(run) ? run.totalSeconds : limit);
  const end = median(ends) ?? null;
  const abandonedBy = end === null ? null : end === Infinity ? "operator" : end < limit ? "progress" : "time";
  return { name, ...outcomeOf(results), worstMiss, abandonedBy, abandonedSeconds: end === Infinity ? null : end };
}

function warningsOf(
  { curve }: PredictInput,
  shapes: readonly Shape[],
  { worstMiss, worstSeconds }: CurveFit,
): string[] {
  return [
    ...curveWarnings(curve, shapes),
    ...(shapes.length === 1 && worstMiss > LARGEST_MISS
      ? [
        `the fit misses the point of the curve at ${worstSeconds} s by ${
          Math.round(100 * worstMiss)
        } %; pages that are ` +
        "written independently cannot dirty faster and faster",
      ]
      : []),
  ];
}
