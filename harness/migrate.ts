import { MeasureError } from "./errors.ts";
import type { Machine } from "./machine.ts";
import { pause } from "./pause.ts";
import type { MigrationInfo } from "./query-migrate.ts";
import { isWorthKeeping, timelineRow } from "./timeline.ts";
import type { MeasureEngine, TimelineRow } from "./types.ts";

/** Reads a clock that never goes back, milliseconds. */
export type Clock = () => number;

/** How to migrate. */
export interface MigrateOptions {
  /** Where to, as QEMU writes it. */
  uri: string;
  /** When to leave pre-copy. */
  engine: MeasureEngine;
  /** Cancels a migration that is still in pre-copy then, seconds. */
  limitSeconds: number;
  /** Told before it is cancelled: the destination then ends with an error. */
  onCancel?: () => void;
  /** Told each row of the timeline. */
  onRow?: (row: TimelineRow) => void;
  /** Ends it. */
  signal?: AbortSignal;
  /** Milliseconds; the machine's monotonic clock by default. */
  clock?: Clock;
}

/** What a migration left behind. */
export interface MigrationOutcome {
  /** How it ended. */
  status: "completed" | "cancelled";
  /** The source's counters, the last that it gave: it gives none of a cancelled migration. */
  info: MigrationInfo;
  /** Its course. */
  rows: TimelineRow[];
}

const POLL_MILLISECONDS = 50;
/** The end of the first pass must be seen soon: what is sent of the second is sent again in post-copy. */
const HURRIED_POLL_MILLISECONDS = 10;
/** A link so slow that nothing moves for so long is broken. */
const STALLED_SECONDS = 30;

/**
 * Migrates the source and returns when that is over.
 *
 * @throws {MeasureError} if QEMU reports a failure, or nothing moves any more.
 */
export async function migrate(source: Machine, options: MigrateOptions): Promise<MigrationOutcome> {
  const clock = options.clock ?? (() => performance.now());
  const rows: TimelineRow[] = [];
  let last: MigrationInfo = {};
  let movedSeconds = 0;
  let postcopyAsked = false;
  let cancelled = false;
  let timed = false;

  await source.execute("migrate", { uri: options.uri });
  const start = clock();
  while (true) {
    if (!postcopyAsked && wantsPostcopy(options.engine, last)) {
      await source.execute("migrate-start-postcopy");
      postcopyAsked = true;
    }
    const info = await source.execute<MigrationInfo>("query-migrate");
    const seconds = (clock() - start) / 1000;
    // QEMU says that it has completed a moment before it works out how long that took: what counts is the answer after
    // the first that has a time.
    if (info.status === "completed" && timed) return { status: "completed", info, rows };
    timed = info.status === "completed" && (info["total-time"] ?? 0) > 0;
    const row = timelineRow(seconds, info);
    if (isWorthKeeping(rows.at(-1), row)) {
      rows.push(row);
      options.onRow?.(row);
    }
    if (info.ram && info.ram.transferred !== last.ram?.transferred) {
      movedSeconds = seconds;
    }
    if (info.ram) last = info;

    if (info.status === "cancelled") return { status: "cancelled", info: last, rows };
    if (info.status === "failed" || info.status === "postcopy-paused") {
      throw new MeasureError(
        "failed",
        `the migration is ${info.status}: ${info["error-desc"] ?? "QEMU gives no reason"}`,
      );
    }
    if (seconds - movedSeconds > STALLED_SECONDS) {
      throw new MeasureError("failed", `the migration is ${info.status} and moved nothing for ${STALLED_SECONDS} s`);
    }
    // Post-copy cannot be cancelled, and need not be: it sends each page once.
    if (!cancelled && seconds > options.limitSeconds && info.status === "active") {
      cancelled = true;
      options.onCancel?.();
      await source.execute("migrate_cancel");
    }
    const hurry = options.engine !== "pre-copy" && !postcopyAsked;
    await pause(hurry ? HURRIED_POLL_MILLISECONDS : POLL_MILLISECONDS, options.signal);
  }
}

/** Whether it is time to leave pre-copy: as soon as it runs, or when the dirty log has been read after the first pass. */
function wantsPostcopy(engine: MeasureEngine, info: MigrationInfo): boolean {
  if (engine === "pre-copy" || info.status !== "active") return false;
  return engine === "post-copy" || info.ram!["dirty-sync-count"] >= 2;
}
