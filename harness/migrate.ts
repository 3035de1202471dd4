import { delay } from "@std/async/delay";
import type { QemuEngine, QemuTimelineRow } from "../lib/qemu/types.ts";
import { type MigrationInfo, type MigrationOutcome, timelineRow, withRow } from "./counters.ts";
import { MeasureError } from "./errors.ts";
import type { Machine } from "./machine.ts";

/** Reads a monotonic clock, in milliseconds. */
export type Clock = () => number;

/** Options of {@linkcode migrate}. */
export interface MigrateOptions {
  /** Address of the destination, as QEMU writes it. */
  uri: string;
  /** Decides when the migration leaves pre-copy. */
  engine: QemuEngine;
  /** A migration that is still in pre-copy after this time is canceled. */
  limitSeconds: number;
  /** Called before the migration is canceled: the destination then ends with an error. */
  onCancel?: () => void;
  /** Called when post-copy has been requested. The next poll waits for it. */
  onSwitch?: () => Promise<void>;
  onRow?: (row: QemuTimelineRow) => void;
  signal?: AbortSignal;
  /** Default: the machine's monotonic clock. */
  clock?: Clock;
}

const START_POSTCOPY = "migrate-start-postcopy";
const CANCEL = "migrate_cancel";

const POLL_MILLISECONDS = 50;
/** Interval until post-copy starts. A late start would send pages of the second pass twice. */
const SHORT_POLL_MILLISECONDS = 10;
/** A migration that transfers nothing for this long has failed. */
const STALL_SECONDS = 30;

/** The state from all polls so far, and the commands that were sent. */
interface Course {
  seconds: number;
  info: MigrationInfo;
  /** The last answer with counters. */
  counters: MigrationInfo;
  /** When the transferred bytes last changed. */
  movedSeconds: number;
  rows: QemuTimelineRow[];
  given: readonly string[];
}

/**
 * Migrates the source and waits until the migration is over.
 *
 * @throws {MeasureError} if QEMU reports a failure, or nothing moves for 30 seconds
 */
export async function migrate(source: Machine, options: MigrateOptions): Promise<MigrationOutcome> {
  const { engine, onRow, onCancel, onSwitch, signal, clock = () => performance.now() } = options;
  await source.execute("migrate", { uri: options.uri });
  const start = clock();
  let course: Course = { seconds: 0, info: {}, counters: {}, movedSeconds: 0, rows: [], given: [] };
  while (true) {
    const info = await source.execute<MigrationInfo>("query-migrate");
    const next = advance(course, info, (clock() - start) / 1000);
    // QEMU reports the status "completed" before it has computed the times. The answer after the first one that has a
    // time is used.
    if (hasTotalTime(course.info) && info.status === "completed") {
      return { status: "completed", info, rows: course.rows };
    }
    if (next.rows !== course.rows) onRow?.(next.rows.at(-1)!);
    course = next;
    if (info.status === "cancelled") return { status: "cancelled", info: course.counters, rows: course.rows };
    requireProgress(course);

    const interval = engine === "pre-copy" || course.given.includes(START_POSTCOPY)
      ? POLL_MILLISECONDS
      : SHORT_POLL_MILLISECONDS;
    const command = commandFor(course, options);
    if (command === CANCEL) onCancel?.();
    await delay(interval, { signal });
    if (command !== undefined) {
      await source.execute(command);
      if (command === START_POSTCOPY) await onSwitch?.();
      course = { ...course, given: [...course.given, command] };
    }
  }
}

function advance(course: Course, info: MigrationInfo, seconds: number): Course {
  const { counters, movedSeconds, rows } = course;
  const moved = info.ram !== undefined && info.ram.transferred !== counters.ram?.transferred;
  return {
    ...course,
    seconds,
    info,
    counters: info.ram ? info : counters,
    movedSeconds: moved ? seconds : movedSeconds,
    rows: withRow(rows, timelineRow(seconds, info)),
  };
}

function hasTotalTime(info: MigrationInfo): boolean {
  return info.status === "completed" && (info["total-time"] ?? 0) > 0;
}

function requireProgress({ info, seconds, movedSeconds }: Course): void {
  if (info.status === "failed" || info.status === "postcopy-paused") {
    const reason = info["error-desc"] ?? "QEMU gives no reason";
    throw new MeasureError("failed", `the migration is ${info.status}: ${reason}`);
  }
  if (seconds - movedSeconds > STALL_SECONDS) {
    throw new MeasureError("failed", `the migration is ${info.status} and moved nothing for ${STALL_SECONDS} s`);
  }
}

/** The command to give next, if any. Post-copy cannot be canceled; it sends each page once and always ends. */
function commandFor({ seconds, counters, info, given }: Course, options: MigrateOptions): string | undefined {
  if (info.status !== "active" || given.includes(CANCEL)) return undefined;
  if (seconds > options.limitSeconds) return CANCEL;
  return wantsPostcopy(options.engine, counters) && !given.includes(START_POSTCOPY) ? START_POSTCOPY : undefined;
}

/** Post-copy begins as soon as pre-copy runs, three-stage copy switches after the second read of the dirty log. */
function wantsPostcopy(engine: QemuEngine, { ram }: MigrationInfo): boolean {
  return engine === "post-copy" || (engine === "three-stage" && ram !== undefined && ram["dirty-sync-count"] >= 2);
}
