import type { QemuMetrics, QemuTimelineRow } from "../lib/qemu/types.ts";

/** The part of QEMU's answer to `query-migrate` that the harness reads. Which fields are present depends on the phase. */
export interface MigrationInfo {
  /** `setup`, `active`, `postcopy-active`, `completed`, `cancelled`, `failed`, …; absent before the migration begins. */
  status?: string;
  /** Milliseconds since the command. */
  "total-time"?: number;
  /** Milliseconds. */
  downtime?: number;
  /** Milliseconds. */
  "setup-time"?: number;
  /** Percentage of its time that the guest's processor is forced to sleep. */
  "cpu-throttle-percentage"?: number;
  "error-desc"?: string;
  /** Milliseconds that each virtual CPU slept on faults. Only the destination reports it. */
  "postcopy-vcpu-blocktime"?: number[];
  /** Counters of memory: bytes, unless named pages or count. */
  ram?: {
    transferred: number;
    remaining: number;
    total: number;
    duplicate: number;
    normal: number;
    "dirty-pages-rate": number;
    "dirty-sync-count": number;
    "postcopy-requests": number;
    "precopy-bytes": number;
    "downtime-bytes": number;
    "postcopy-bytes": number;
  };
}

/** The result of a migration. */
export interface MigrationOutcome {
  status: "completed" | "cancelled";
  /** The source's last counters. QEMU reports none after a migration was cancelled; then these are the last before. */
  info: MigrationInfo;
  rows: QemuTimelineRow[];
}

/** The columns of a timeline: seconds since the command, then counters as QEMU reports them. */
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

const MAX_GAP_SECONDS = 0.5;

/** Returns the row of a timeline for one poll. */
export function timelineRow(seconds: number, info: MigrationInfo): QemuTimelineRow {
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
 * Returns the timeline with a new row, or the same timeline if the row adds nothing: its phase and pass are those of the
 * last row, and the last row is recent.
 */
export function withRow(rows: QemuTimelineRow[], row: QemuTimelineRow): QemuTimelineRow[] {
  const last = rows.at(-1);
  const [seconds, phase, passes] = [valueOf("seconds"), valueOf("phase"), valueOf("dirtySyncCount")];
  const adds = last === undefined || phase(last) !== phase(row) || passes(last) !== passes(row) ||
    Number(seconds(row)) - Number(seconds(last)) >= MAX_GAP_SECONDS;
  return adds ? [...rows, row] : rows;
}

function valueOf(name: typeof TIMELINE_COLUMNS[number]): (row: QemuTimelineRow) => number | string | null {
  const column = TIMELINE_COLUMNS.indexOf(name);
  return (row) => row[column];
}

/**
 * Returns the metrics of a migration: the source's last counters, and the destination's blocked time.
 *
 * @throws {TypeError} if the source reported no counters
 */
export function metricsOf(outcome: MigrationOutcome, destination?: MigrationInfo): QemuMetrics {
  const { status, info } = outcome;
  const { ram } = info;
  if (!ram) throw new TypeError("Cannot read metrics: QEMU reported no counters");
  // QEMU's other figure, `postcopy-blocktime`, is the time in which all virtual CPUs sleep at once.
  const blocked = destination?.["postcopy-vcpu-blocktime"]?.reduce((sum, milliseconds) => sum + milliseconds, 0);
  return {
    status,
    totalTimeSeconds: (info["total-time"] ?? 0) / 1000,
    downtimeSeconds: status === "completed" ? downtimeSeconds(outcome) : null,
    setupSeconds: (info["setup-time"] ?? 0) / 1000,
    bytesTransferred: ram.transferred,
    pagesTransferred: ram.normal,
    precopyBytes: ram["precopy-bytes"],
    downtimeBytes: ram["downtime-bytes"],
    postcopyBytes: ram["postcopy-bytes"],
    dirtySyncCount: ram["dirty-sync-count"],
    demandRequests: ram["postcopy-requests"],
    blockedSeconds: blocked === undefined ? null : blocked / 1000,
  };
}

/**
 * QEMU takes a downtime of 0 ms for one that has not been recorded. At the end of post-copy it then records the time since
 * the guest stopped, or since the machine started (`migration_calculate_complete` in 7.2). A guest that resumed well before
 * the end was not down until the end, so such a value means zero.
 */
function downtimeSeconds({ info, rows }: MigrationOutcome): number {
  const seconds = (info.downtime ?? 0) / 1000;
  const resumed = rows.find(([, phase]) => phase === "postcopy-active");
  if (!resumed) return seconds;
  const afterResume = (info["total-time"] ?? 0) / 1000 - Number(resumed[0]);
  return seconds > 0.9 * afterResume ? 0 : seconds;
}
