import type { Scenario } from "../../scenario/types.ts";

const GIB = 2 ** 30;

/** The time limit that a scenario sets, in seconds; `null` if it sets none. */
export function timeLimitOf({ vm, migration }: Scenario): number | null {
  const { timeLimitSeconds, timeLimitSecondsPerGiB } = migration;
  if (timeLimitSeconds !== null || timeLimitSecondsPerGiB === null) return timeLimitSeconds;
  return timeLimitSecondsPerGiB * vm.memoryBytes / GIB;
}
