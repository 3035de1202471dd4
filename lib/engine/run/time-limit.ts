import type { LimitMemory } from "../../scenario/names.ts";
import type { Scenario } from "../../scenario/types.ts";

const GIB = 2 ** 30;
/** Memory as a limit per GiB counts it, by `limitMemory`. */
const COUNTS: Readonly<Record<LimitMemory, (bytes: number) => number>> = {
  "GiB": (bytes) => bytes / GIB,
  "at least 2 GiB": (bytes) => Math.max(2, bytes / GIB),
  "whole GB": (bytes) => Math.ceil(bytes / 1e9),
};

/** The time limit that a scenario sets, in seconds; `null` if it sets none. */
export function timeLimitOf({ vm, migration }: Scenario): number | null {
  const { timeLimitSeconds, timeLimitSecondsPerGiB, limitMemory } = migration;
  if (timeLimitSeconds !== null || timeLimitSecondsPerGiB === null) return timeLimitSeconds;
  return timeLimitSecondsPerGiB * COUNTS[limitMemory](vm.memoryBytes);
}

/** Time from one downtime step to the next. */
export function stepSecondsOf({ vm, migration }: Scenario): number {
  const { downtimeStepSeconds, downtimeStepSecondsPerGiB, limitMemory } = migration;
  return downtimeStepSeconds + downtimeStepSecondsPerGiB * COUNTS[limitMemory](vm.memoryBytes);
}
