// @ts-types="@types/d3-array"
import { mean } from "d3-array";
import type { MigrationResult } from "../engine/run/result.ts";
import { BitmapPool } from "../bitmap/pool.ts";
import { simulateScenario } from "../engine/simulate.ts";
import { parseScenario } from "../scenario/parse.ts";
import { requireObjects } from "../text/require.ts";
import type { Predicted } from "../validation/types.ts";
import { scenarioOf } from "./scenario-of.ts";
import type { QemuRun } from "./types.ts";

/** The measured runs were cancelled if the guest was still at the source after this time. */
const TIME_LIMIT_SECONDS = 45;

/** Predicts a run whose guest writes at `pagesPerSecond` (`null`: at full speed), from its inputs only. */
export function predictRun(run: QemuRun, pagesPerSecond: number | null, seeds: number): Predicted {
  const pool = new BitmapPool();
  const results = Array.from({ length: seeds }, (_, i) => {
    const seed = `${run.id}/${i}`;
    return simulateScenario(parseScenario({ ...scenarioOf(run, pagesPerSecond, { boot: seed }), seed }), { pool });
  });
  return reportedMetrics(results);
}

/**
 * Returns the metrics that QEMU's source would report of simulated migrations of one guest: means over the results that
 * ended as the majority did.
 *
 * QEMU stops its clocks at the source. Its total time and downtime are therefore shorter than `totalSeconds` and
 * `downtimeSeconds` of the results, which include the start of the guest at the destination.
 *
 * @param results results of `simulate` under QEMU that differ in their seeds only
 * @throws {TypeError} if it is not a list of at least one result
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { measuredRuns, reportedMetrics, scenarioOf } from "@pageferry/pageferry/qemu";
 * import { assert } from "@std/assert";
 *
 * const scenario = scenarioOf(measuredRuns()[0]);
 * const results = [1, 2, 3].map((seed) => simulate({ ...scenario, seed }));
 * assert(reportedMetrics(results).downtimeSeconds! < results[0].downtimeSeconds!);
 * ```
 */
export function reportedMetrics(results: readonly MigrationResult[]): Predicted {
  requireObjects("report metrics", "results", results, "a list of results of simulate");
  if (results.length === 0) throw new TypeError("Cannot report metrics: results must have at least one result, got []");
  const ended = results.filter(hasEnded);
  const mostEnded = isMajority(ended, results);
  const typical = mostEnded ? ended : results.filter((result) => !hasEnded(result));
  return {
    converges: isMajority(results.filter(leavesInTime), results),
    totalSeconds: mean(typical, reportedTotal)!,
    downtimeSeconds: mostEnded ? mean(typical, reportedDowntime)! : null,
    pagesTransferred: mean(typical, (result) => result.pagesTransferred)!,
    bytesTransferred: mean(typical, (result) => result.bytesTransferred)!,
    demandFaults: mean(typical, (result) => result.demandFaults)!,
    blockedSeconds: mean(typical, (result) => result.stallSeconds)!,
  };
}

function isMajority(part: readonly MigrationResult[], all: readonly MigrationResult[]): boolean {
  return 2 * part.length > all.length;
}

function hasEnded({ verdict }: MigrationResult): boolean {
  return verdict !== "diverged";
}

function leavesInTime(result: MigrationResult): boolean {
  const stopped = result.phases.find(({ guest }) => guest === "nowhere");
  return hasEnded(result) && stopped !== undefined && stopped.startSeconds <= TIME_LIMIT_SECONDS;
}

/**
 * The downtime that QEMU's source reports. It stops its clock after it has written the last byte of pre-copy, or of the
 * package that starts post-copy. Its downtime therefore excludes the time in the send queue and the start of the guest at
 * the destination.
 */
function reportedDowntime({ phases }: MigrationResult): number {
  const atSource = phases.filter(({ name }) => name === "suspend" || name === "final copy");
  return atSource.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** The total that QEMU's source reports: up to the last byte written, or with post-copy up to the destination's reply. */
function reportedTotal({ phases, totalSeconds }: MigrationResult): number {
  const copied = phases.find(({ name }) => name === "final copy");
  return copied === undefined ? totalSeconds : copied.startSeconds + copied.seconds;
}
