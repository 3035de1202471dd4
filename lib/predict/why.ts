import { dirtyPagesAfter, fitCurve } from "../curve/fit.ts";
import { PAGE_BYTES } from "../curve/dirty-curve.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import { timeLimitOf } from "../engine/run/time-limit.ts";
import type { CurveWorkload } from "../scenario/types.ts";
import { formatNumber, formatSeconds } from "../text/format.ts";
import type { Prediction } from "./types.ts";

/** Bytes per second in the unit of operators. */
export function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${formatNumber(bytes / 1e9, 3)} GB` : `${formatNumber(bytes / 1e6, 3)} MB`;
}

/** Why a migration ends as it does, one sentence each. */
export function reasonsOf(prediction: Omit<Prediction, "why">, results: readonly MigrationResult[]): string[] {
  const { rate, scenario: { migration }, withoutCap } = prediction;
  const link = `the link would carry ${megabytes(rate.linkBytesPerSecond)}/s`;
  const bound = rate.boundBy === "cap" ? `the cap of the platform; ${link}` : `bound by the ${rate.boundBy}`;
  return [
    `Pages are sent at ${megabytes(rate.bytesPerSecond)}/s (${bound}).`,
    ...(withoutCap === null ? [] : [costOfCap(withoutCap)]),
    ...(migration.hypervisor === "qemu" ? qemuReasons(prediction, results) : []),
    ...results.some(({ verdict }) => verdict === "diverged") ? [limitReached(prediction, results)] : [],
  ];
}

function costOfCap({ totalSeconds }: NonNullable<Prediction["withoutCap"]>): string {
  return totalSeconds === null
    ? "Without the cap it would not end either."
    : `Without the cap it would take ${formatSeconds(totalSeconds.median)}.`;
}

function qemuReasons(
  { scenario, rate, shapes }: Omit<Prediction, "why">,
  results: readonly MigrationResult[],
): string[] {
  const { migration, vm, workload } = scenario;
  const limit = migration.downtimeSteps.at(-1) ?? migration.downtimeLimitSeconds;
  const { groups } = fitCurve((workload[0] as CurveWorkload).points, vm.memoryBytes / vm.pageBytes);
  const { seconds } = results[0].rounds[0];
  const dirty = megabytes(dirtyPagesAfter(groups, seconds) * PAGE_BYTES);
  const atLimit = megabytes(dirtyPagesAfter(groups, limit) * PAGE_BYTES);
  const guess = shapes.length > 1 ? ", if its working set grows like that of real VMs" : "";
  const steps = migration.downtimeSteps.length > 0
    ? ", the last of the platform's steps"
    : migration.downtimeDoublingPolls === null
    ? ""
    : ", which the platform doubles";
  return [
    `The first pass takes ${formatSeconds(seconds)}; the guest dirties ${dirty} meanwhile${guess}.`,
    `QEMU stops the guest when the rest takes at most ${formatSeconds(limit)}${steps}: ` +
    `${megabytes(limit * rate.bytesPerSecond)}. In that time the guest dirties ${atLimit}.`,
  ];
}

function limitReached({ scenario }: Omit<Prediction, "why">, results: readonly MigrationResult[]): string {
  const { migration } = scenario;
  const limit = timeLimitOf(scenario);
  // The curve has two points at each read of the dirty log, before and after it.
  const afterReads = results.filter(({ verdict }) => verdict === "diverged")
    .flatMap(({ timeline }) => timeline.filter((_, i) => i > 0 && i % 2 === 0));
  const lowest = Math.min(...afterReads.map(({ remainingPages }) => remainingPages));
  const ends = [
    ...(migration.progressLimitSeconds === null
      ? []
      : [`after ${formatSeconds(migration.progressLimitSeconds)} without progress`]),
    ...(limit === null ? [] : [`after ${formatSeconds(limit)} (${migration.timeLimitAction})`]),
  ];
  const scale = scenario.vm.memoryBytes / PAGE_BYTES / results[0].timeline[0].remainingPages;
  return `The rest never falls below ${
    megabytes(lowest * scale * PAGE_BYTES)
  }: the guest dirties pages as fast as they are ` +
    `sent. ${ends.length > 0 ? `The platform ends it ${ends.join(" or ")}.` : "Nothing ends it but an operator."}`;
}
