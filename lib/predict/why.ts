import { dirtyPagesAfter, type PageGroup } from "../curve/fit.ts";
import { PAGE_BYTES } from "../curve/dirty-curve.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import { stepSecondsOf, timeLimitOf } from "../engine/run/time-limit.ts";
import type { Scenario } from "../scenario/types.ts";
import { formatNumber, formatSeconds } from "../text/format.ts";
import type { Prediction } from "./types.ts";

/** Bytes per second in the unit of operators. */
export function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${formatNumber(bytes / 1e9, 3)} GB` : `${formatNumber(bytes / 1e6, 3)} MB`;
}

/** Why a migration ends as it does, one sentence each; from the results of each shape and the groups of the first. */
export function reasonsOf(
  prediction: Omit<Prediction, "why">,
  { ofShape, groups }: { ofShape: readonly MigrationResult[][]; groups: readonly PageGroup[] },
): string[] {
  const { rate, scenario: { migration }, withoutCap } = prediction;
  const link = `the link would carry ${megabytes(rate.linkBytesPerSecond)}/s`;
  const bound = rate.boundBy === "cap" ? `the cap of the platform; ${link}` : `bound by the ${rate.boundBy}`;
  return [
    `Pages are sent at ${megabytes(rate.bytesPerSecond)}/s (${bound}).`,
    ...(withoutCap === null ? [] : [costOfCap(withoutCap)]),
    ...(migration.hypervisor === "qemu" ? qemuReasons(prediction, groups, ofShape[0][0]) : []),
    ...prediction.shapes.flatMap((shape, i) => {
      const hasRead = ofShape[i].some(({ rounds }) => rounds.length > 1);
      return shape.abandonedBy !== null && hasRead ? [lowestRest(prediction, shape.name, ofShape[i])] : [];
    }),
    ...endOf(prediction),
  ];
}

function costOfCap({ totalSeconds }: NonNullable<Prediction["withoutCap"]>): string {
  return totalSeconds === null
    ? "Without the cap it would not end either."
    : `Without the cap it would take ${formatSeconds(totalSeconds.median)}.`;
}

function qemuReasons(
  { scenario: { migration }, rate, shapes }: Omit<Prediction, "why">,
  groups: readonly PageGroup[],
  { verdict, rounds }: MigrationResult,
): string[] {
  if (verdict === "diverged" && rounds.length === 1) return ["The migration ends before the first pass over memory."];
  const [{ seconds }] = rounds;
  const limit = migration.downtimeSteps.at(-1) ?? migration.downtimeLimitSeconds;
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

/** The least that was left after a read of the dirty log while the platform's last downtime limit applied. */
function lowestRest(
  { scenario, shapes }: Omit<Prediction, "why">,
  name: string,
  results: readonly MigrationResult[],
): string {
  const rests = results.filter(({ verdict }) => verdict === "diverged").flatMap((result) => {
    const from = lastLimitSeconds(scenario, result);
    // The timeline has two points at each read of the dirty log, before and after it.
    const reads = result.timeline.filter((_, i) => i > 0 && i % 2 === 0);
    const late = reads.filter(({ seconds }) => seconds >= from);
    const scale = scenario.vm.memoryBytes / result.timeline[0].remainingPages;
    return (late.length > 0 ? late : reads).map(({ remainingPages }) => remainingPages * scale);
  });
  const guest = shapes.length > 1 ? `With ${name}, the rest` : "The rest";
  const rest = rests.reduce((least, rest) => Math.min(least, rest));
  return `${guest} never falls below ${megabytes(rest)}: the guest dirties pages as fast as they are sent.`;
}

/** When the last of the downtime steps began to apply. */
function lastLimitSeconds(scenario: Scenario, { rounds }: MigrationResult): number {
  const { downtimeSteps, downtimeStepRounds } = scenario.migration;
  if (downtimeSteps.length === 0) return 0;
  const before = rounds[downtimeStepRounds - 1];
  return (before === undefined ? 0 : before.startSeconds + before.seconds) +
    (downtimeSteps.length - 1) * stepSecondsOf(scenario);
}

/** What ends a migration that does not converge. */
function endOf({ shapes, scenario }: Omit<Prediction, "why">): string[] {
  const { progressLimitSeconds, timeLimitAction } = scenario.migration;
  const limit = timeLimitOf(scenario);
  const causes = new Set(shapes.flatMap(({ abandonedBy }) => abandonedBy ?? []));
  if (causes.size === 0) return [];
  const ends = [
    ...(causes.has("progress") ? [`after ${formatSeconds(progressLimitSeconds!)} without progress`] : []),
    ...(causes.has("time") ? [`after ${formatSeconds(limit!)} (${timeLimitAction})`] : []),
  ];
  return [ends.length > 0 ? `The platform ends it ${ends.join(" or ")}.` : "Nothing ends it but an operator."];
}
