import type { MigrationInfo } from "./query-migrate.ts";
import type { TimelineRow } from "./types.ts";

/** What stands where in a row of a timeline: seconds since the command, then counters as QEMU gives them. */
export const TIMELINE_COLUMNS = [
  "seconds",
  "phase",
  "bytesTransferred",
  "bytesRemaining",
  "dirtyPagesPerSecond",
  "dirtySyncCount",
  "pagesTransferred",
  "zeroPages",
  "demandRequests",
  "cpuThrottlePercent",
] as const;

const LONGEST_GAP_SECONDS = 0.5;

/**
 * One row of a timeline, from one poll.
 *
 * @example
 * ```ts
 * import { timelineRow } from "./timeline.ts";
 * const row = timelineRow(0.0004, { status: "setup" });
 * console.assert(JSON.stringify(row) === '[0,"setup",null,null,null,null,null,null,null,0]');
 * ```
 */
export function timelineRow(seconds: number, info: MigrationInfo): TimelineRow {
  const { ram } = info;
  return [
    Math.round(seconds * 1000) / 1000,
    info.status ?? "none",
    ram?.transferred ?? null,
    ram?.remaining ?? null,
    ram?.["dirty-pages-rate"] ?? null,
    ram?.["dirty-sync-count"] ?? null,
    ram?.normal ?? null,
    ram?.duplicate ?? null,
    ram?.["postcopy-requests"] ?? null,
    info["cpu-throttle-percentage"] ?? 0,
  ];
}

/**
 * Whether a poll deserves a row: the phase or the pass changed, or the last row is old.
 *
 * @example
 * ```ts
 * import { isWorthKeeping, timelineRow } from "./timeline.ts";
 * const first = timelineRow(0, { status: "setup" });
 * console.assert(isWorthKeeping(undefined, first));
 * console.assert(!isWorthKeeping(first, timelineRow(0.1, { status: "setup" })));
 * console.assert(isWorthKeeping(first, timelineRow(0.1, { status: "active" })));
 * ```
 */
export function isWorthKeeping(last: TimelineRow | undefined, next: TimelineRow): boolean {
  if (!last) return true;
  const changed = (name: typeof TIMELINE_COLUMNS[number]) => {
    const column = TIMELINE_COLUMNS.indexOf(name);
    return last[column] !== next[column];
  };
  return changed("phase") || changed("dirtySyncCount") ||
    Number(next[0]) - Number(last[0]) >= LONGEST_GAP_SECONDS;
}
