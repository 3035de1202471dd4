// @ts-types="@types/d3-array"
import { max, median, min } from "d3-array";
import { BitmapPool } from "../bitmap/pool.ts";
import { PAGE_BYTES } from "../curve/dirty-curve.ts";
import { type CurveFit, dirtyPagesAfter, fitCurve } from "../curve/fit.ts";
import { sendRateOf } from "../engine/link/send-rate.ts";
import type { MigrationResult, Verdict } from "../engine/run/result.ts";
import { timeLimitOf } from "../engine/run/time-limit.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { checkPoints } from "../scenario/check-points.ts";
import { type Engine, ENGINES } from "../scenario/names.ts";
import { parseScenario } from "../scenario/parse.ts";
import type { CurvePoint, Scenario } from "../scenario/types.ts";
import { scenarioWarnings } from "../scenario/warnings.ts";
import { mistake } from "../text/message.ts";
import { checkOptions, requireCount } from "../text/require.ts";
import { cellsOf, ownCellsOf, publishedCellsOf } from "./cells.ts";
import { sampleMemory } from "./sample-memory.ts";
import { type Shape, shapesOf } from "./shapes.ts";
import type { PredictedOutcome, PredictedRange, PredictInput, Prediction, ShapeOutcome } from "./types.ts";
import { reasonsOf } from "./why.ts";

const TASK = "predict";
/** A fit that misses a point by more than this is worth a warning. */
const LARGEST_MISS = 0.25;
/** Intervals at which the dirty rate is compared with the send rate. */
const INTERVALS = [0.3, 1, 3, 10, 30];
/** Reads of the dirty log after which pre-copy under one downtime limit has shown that it does not converge. */
const MOST_ROUNDS = 1500;
/** Pages that are simulated at most where the downtime limit rises: such a migration may have ten thousand rounds. */
const MOST_PAGES_RISING = 2 ** 17;
/** The same of a guest that faults after it has moved, 1 TiB: one page in k has fewer faults, and stalls too little. */
const MOST_PAGES_FAULTING = 2 ** 28;
const GBIT = 1e9;

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
  const { curve, platform = "libvirt" as const, seeds = 5 } = input;
  requireCount(seeds, { task: TASK, where: "seeds", max: 100 });
  const memoryBytes = input.memoryBytes ?? curve.memoryBytes;
  if (memoryBytes === undefined) {
    throw mistake(TASK, "memoryBytes", "given, because the curve does not say it", undefined);
  }
  const zeroPages = input.zeroPages ?? curve.zeroPages ?? 0;
  const pages = Math.floor(memoryBytes / PAGE_BYTES);
  if (zeroPages >= pages) throw mistake(TASK, "zeroPages", `below the ${pages} pages of memory`, zeroPages);
  const writablePages = pages - zeroPages;
  const [{ dirtyPages }] = curve.points;
  if (curve.points.length > 1) checkPoints(curve.points, { task: TASK, where: "points", pages: writablePages });
  else if (!(dirtyPages > 0) || dirtyPages > writablePages) {
    throw mistake(TASK, "dirtyPages", `above 0, at most the ${writablePages} pages that can be written`, dirtyPages);
  }
  return { shapes: shapesOf(curve, writablePages), seeds, memoryBytes, zeroPages, writablePages, platform };
}

function scenarioFor(
  { bandwidthBitsPerSecond, downtimeLimitSeconds, maxBytesPerSecond, timeLimitSeconds }: PredictInput,
  { points, platform, memoryBytes, zeroPages }: {
    points: CurvePoint[];
    platform: Prediction["platform"];
    memoryBytes: number;
    zeroPages: number;
  },
): Scenario {
  const fixed = downtimeLimitSeconds !== undefined;
  return parseScenario({
    preset: platform,
    vm: { memoryBytes: Math.floor(memoryBytes / PAGE_BYTES) * PAGE_BYTES, zeroPages },
    workload: { kind: "curve", points },
    network: { bandwidthBitsPerSecond },
    migration: {
      ...(fixed ? { downtimeLimitSeconds, downtimeSteps: [], downtimeDoublingPolls: null } : {}),
      ...(maxBytesPerSecond === undefined ? {} : { maxBytesPerSecond }),
      ...(timeLimitSeconds === undefined ? {} : { timeLimitSeconds }),
    },
  });
}

function rises({ migration }: Scenario): boolean {
  return migration.downtimeSteps.length > 0 || migration.downtimeDoublingPolls !== null;
}

function mostPagesOf(scenario: Scenario): number | undefined {
  const { engine } = scenario.migration;
  if (engine === "three-stage" || engine === "post-copy") return MOST_PAGES_FAULTING;
  return rises(scenario) ? MOST_PAGES_RISING : undefined;
}

/** The scenario with an end to rounds that lead nowhere. */
function patient(scenario: Scenario): Scenario {
  const { migration } = scenario;
  return { ...scenario, migration: { ...migration, maxRounds: Math.min(migration.maxRounds, MOST_ROUNDS) } };
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

function outcomeOf(results: readonly MigrationResult[]): PredictedOutcome {
  const verdicts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of results) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const ended = results.filter(({ verdict }) => verdict !== "diverged");
  return {
    verdicts,
    totalSeconds: rangeOf(ended.map(({ totalSeconds }) => totalSeconds)),
    downtimeSeconds: rangeOf(ended.map(({ downtimeSeconds }) => downtimeSeconds!)),
    stallSeconds: rangeOf(ended.map(({ stallSeconds }) => stallSeconds)),
  };
}

function rangeOf(values: readonly number[]): PredictedRange | null {
  return values.length === 0 ? null : { min: min(values)!, median: median(values)!, max: max(values)! };
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
  { curve, bandwidthBitsPerSecond }: PredictInput,
  shapes: readonly Shape[],
  { worstMiss, worstSeconds }: CurveFit,
): string[] {
  return [
    ...curve.warnings,
    ...(shapes.length > 1
      ? [
        "one dirty rate says little: the range covers three shapes of working set; measure over 1, 4 and 16 s to narrow it",
      ]
      : []),
    ...(curve.sampled
      ? [
        `${shapes.length > 1 ? "if the rate comes from page sampling" : "the curve comes from page sampling"}, pages ` +
        "rewritten with the same bytes are not seen; prefer dirty-bitmap or dirty-ring, or correct it with --observed",
      ]
      : []),
    ...(shapes.length === 1 && worstMiss > LARGEST_MISS
      ? [
        `the fit misses the point of the curve at ${worstSeconds} s by ${
          Math.round(100 * worstMiss)
        } %; pages that are ` +
        "written independently cannot dirty faster and faster",
      ]
      : []),
    ...(bandwidthBitsPerSecond > 10 * GBIT
      ? ["above 10 Gbit/s one sending thread may be slower than the link; no measurement covers it"]
      : []),
  ];
}
