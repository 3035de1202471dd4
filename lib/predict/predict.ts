// @ts-types="@types/d3-array"
import { median } from "d3-array";
import { BitmapPool } from "../bitmap/pool.ts";
import { PAGE_BYTES } from "../curve/dirty-curve.ts";
import { dirtyPagesAfter, fitCurve } from "../curve/fit.ts";
import { sendRateOf } from "../engine/link/send-rate.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { type Engine, ENGINES } from "../scenario/names.ts";
import type { CurvePoint, Scenario } from "../scenario/types.ts";
import { scenarioWarnings } from "../scenario/warnings.ts";
import { checkOptions, requireCount } from "../text/require.ts";
import { cellsOf, publishedCellsOf } from "./cells.ts";
import { curveWarnings, guestOf, scenarioFor } from "./guest.ts";
import { outcomeOf, patient, rises } from "./outcome.ts";
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
  const guest = guestOf(input, TASK);
  const { platform, memoryBytes, zeroPages, writablePages, shapes } = guest;
  const scenarioOf = (points: CurvePoint[]) => scenarioFor(input, { ...guest, points });
  const scenario = scenarioOf(shapes[0].points);
  const runs = (scenario: Scenario, count = seeds) =>
    simulateSeeds(sampleMemory(patient(scenario), rises(scenario) ? MOST_PAGES_RISING : undefined), count);
  const ofShape = shapes.map((shape) => runs(scenarioOf(shape.points)));
  const all = ofShape.flat();
  const rate = sendRateOf(scenario);
  const fits = shapes.map(({ points }) => fitCurve(points, writablePages));
  const uncapped = { ...scenario, migration: { ...scenario.migration, maxBytesPerSecond: null } };
  const prediction = {
    platform,
    scenario,
    ...outcomeOf(all),
    shapes: shapes.map((shape, i) => shapeOutcome(shape, ofShape[i], fits[i].worstMiss)),
    rate,
    dirtyRates: fits.map(({ groups }) =>
      INTERVALS.map((seconds) => ({
        seconds,
        dirtyBytesPerSecond: dirtyPagesAfter(groups, seconds) * PAGE_BYTES / seconds,
      }))
    ),
    withoutCap: rate.boundBy === "cap" ? outcomeOf(runs(uncapped, 1)) : null,
    engines: ENGINES.map((engine) => ({ engine, ...outcomeOf(engineRuns(engine, scenario, { all, runs })) })),
    published: {
      cells: publishedCellsOf(input, { points: shapes[0].points, pages: memoryBytes / PAGE_BYTES, zeroPages }),
    },
    qemu: { cells: cellsOf(input, scenario) },
    warnings: [
      ...scenarioWarnings(scenario),
      ...warningsOf(input, shapes, Math.max(...fits.map((fit) => fit.worstMiss))),
    ],
  };
  return { ...prediction, why: reasonsOf(prediction, all) };
}

function simulateSeeds(scenario: Scenario, seeds: number): MigrationResult[] {
  const pool = new BitmapPool();
  const results: MigrationResult[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    results.push(simulateScenario({ ...scenario, seed }, { pool }));
    // A guest that is far from converging is far from it with any seed.
    if (seed === 2 && results.every(({ verdict }) => verdict === "diverged")) break;
  }
  return results;
}

function engineRuns(
  engine: Engine,
  scenario: Scenario,
  { all, runs }: { all: MigrationResult[]; runs: (scenario: Scenario, count?: number) => MigrationResult[] },
): MigrationResult[] {
  if (engine === scenario.migration.engine) return all;
  return runs({ ...scenario, migration: { ...scenario.migration, engine } }, 1);
}

function shapeOutcome({ name }: Shape, results: readonly MigrationResult[], worstMiss: number): ShapeOutcome {
  const abandoned = results.filter(({ verdict }) => verdict === "diverged").map(({ totalSeconds }) => totalSeconds);
  return { name, ...outcomeOf(results), worstMiss, abandonedSeconds: median(abandoned) ?? null };
}

function warningsOf(
  { curve }: PredictInput,
  shapes: readonly Shape[],
  worstMiss: number,
): string[] {
  return [
    ...curveWarnings(curve, shapes),
    ...(shapes.length === 1 && worstMiss > LARGEST_MISS
      ? [`the fit misses a point of the curve by ${Math.round(100 * worstMiss)} %`]
      : []),
  ];
}
