import type { MigrationInfo } from "./query-migrate.ts";
import type { MigrationOutcome } from "./migrate.ts";
import type { MeasuredFigures } from "./types.ts";

/**
 * The figures of a migration, from the source's last counters and, for the time
 * blocked, the destination's.
 *
 * @throws {TypeError} if the source gave no counters at all.
 */
export function figures(outcome: MigrationOutcome, destination?: MigrationInfo): MeasuredFigures {
  const { status, info } = outcome;
  const { ram } = info;
  if (!ram) {
    throw new TypeError("Cannot read the figures: QEMU gave no counters");
  }
  const blocked = destination?.["postcopy-vcpu-blocktime"]?.[0];
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
 * QEMU takes a downtime of 0 ms for one that it has not recorded yet, and at
 * the end of post-copy records the time since the guest stopped (or since the
 * machine started: `migration_calculate_complete` in 7.2). A guest that was
 * resumed well before the end cannot have been down until the end.
 */
function downtimeSeconds({ info, rows }: MigrationOutcome): number {
  const seconds = (info.downtime ?? 0) / 1000;
  const resumed = rows.find(([, phase]) => phase === "postcopy-active");
  if (!resumed) return seconds;
  const afterResume = (info["total-time"] ?? 0) / 1000 - Number(resumed[0]);
  return seconds > 0.9 * afterResume ? 0 : seconds;
}
