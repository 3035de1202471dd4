import * as z from "zod/mini";
import { type DirtyCurve, PAGE_BYTES } from "../curve/dirty-curve.ts";
import { observedPoints } from "../curve/observed.ts";
import { readCurve } from "../curve/read.ts";
import type { CurvePoint } from "../scenario/types.ts";
import { complaint } from "../text/message.ts";
import type { Measured } from "../validation/types.ts";

const TASK = "read measured run of a program";
/** What `observed` uses of a run's own timeline. */
const OBSERVED_SECONDS = 10;
const ENGINES = { precopy: "pre-copy", hybrid: "three-stage", postcopy: "post-copy" } as const;

/** A measured migration of a guest that runs a real program, with the dirty curve taken just before it. */
export interface ProgramRun {
  id: string;
  hypervisor: string;
  engine: (typeof ENGINES)[keyof typeof ENGINES];
  /** Pages that QEMU migrated, firmware included. */
  totalPages: number;
  /** Pages sent as zero pages in the first pass. */
  zeroPages: number;
  linkMbitPerSecond: number;
  downtimeLimitMs: number;
  /** QEMU's page sampling before the migration. */
  curve: DirtyCurve;
  /** The dirty curve of the first ten seconds of the migration itself; empty if they show no read of the dirty log. */
  observed: CurvePoint[];
  measured: Measured;
}

const count = z.number("a number").check(z.gte(0, "a number of at least 0"));
const COLUMNS = [
  "t_s",
  "status",
  "transferred",
  "remaining",
  "dirty_sync_count",
  "normal",
  "duplicate",
  "postcopy_requests",
];
const ramSchema = z.looseObject({ normal: count, transferred: count, "postcopy-requests": count });

const schema = z.looseObject({
  id: z.string("a string"),
  qemu: z.string("a string"),
  linkMbit: count,
  downtimeMs: count,
  mode: z.enum(["precopy", "hybrid", "postcopy"]),
  curves: z.array(z.array(z.looseObject({}))).check(z.minLength(1, "a list of dirty curves")),
  runs: z.array(z.looseObject({
    result: z.looseObject({
      status: z.enum(["completed", "cancelled"]),
      "total-time": z.optional(count),
      downtime: z.optional(count),
      ram: z.optional(ramSchema),
    }),
    destination: z.looseObject({ "postcopy-blocktime": z.nullable(count) }),
    timelineColumns: z.array(z.string()),
    timeline: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  })).check(z.minLength(1, "a list of one run")),
});

/** Whether a line of a table is a run of a program: it has dirty curves. */
export function isProgramRun(value: unknown): boolean {
  return typeof value === "object" && value !== null && "curves" in value;
}

/**
 * Checks one line of the table of programs.
 *
 * @param where the name of the line, for messages
 * @throws {TypeError | RangeError} if it is not a measured run of a program
 */
export function parseProgramRun(value: unknown, where: string): ProgramRun {
  const checked = schema.safeParse(value);
  if (!checked.success) throw complaint(checked.error, { task: TASK, input: value, where });
  const { id, qemu, linkMbit, downtimeMs, mode, curves, runs: [run] } = checked.data;
  const { result, destination, timeline, timelineColumns } = run;
  const column = (name: string) => {
    const index = timelineColumns.indexOf(name);
    if (index < 0) throw new TypeError(`Cannot ${TASK}: ${where}.timelineColumns must have ${COLUMNS.join(", ")}`);
    return (row: readonly (string | number | null)[]) => Number(row[index] ?? NaN);
  };
  const [at, remaining, syncs] = ["t_s", "remaining", "dirty_sync_count"].map(column);
  const [normal, duplicate] = ["normal", "duplicate"].map(column);
  const polled = timeline.filter((row) => Number.isFinite(normal(row)));
  const [first] = polled;
  if (first === undefined) throw new TypeError(`Cannot ${TASK}: ${where}.timeline must have a poll with pages sent`);
  const last = polled[polled.length - 1];
  const afterFirstPass = polled.find((row) => syncs(row) > 1) ?? last;
  return {
    id,
    hypervisor: `QEMU ${qemu} (TCG)`,
    engine: ENGINES[mode],
    totalPages: Math.round(remaining(first) / PAGE_BYTES + normal(first) + duplicate(first)),
    zeroPages: duplicate(afterFirstPass),
    linkMbitPerSecond: linkMbit,
    downtimeLimitMs: downtimeMs,
    curve: readCurve(JSON.stringify(curves[0])),
    observed: observedIn({ timelineColumns, timeline: timeline.filter((row) => at(row) <= OBSERVED_SECONDS) }),
    measured: {
      status: result.status,
      totalTimeSeconds: (result["total-time"] ?? 1000 * at(timeline[timeline.length - 1])) / 1000,
      downtimeSeconds: result.downtime === undefined ? null : result.downtime / 1000,
      bytesTransferred: result.ram?.transferred ?? column("transferred")(last),
      pagesTransferred: result.ram?.normal ?? normal(last),
      demandRequests: result.ram?.["postcopy-requests"] ?? 0,
      blockedSeconds: destination["postcopy-blocktime"] === null ? null : destination["postcopy-blocktime"] / 1000,
    },
  };
}

function observedIn(run: { timelineColumns: string[]; timeline: unknown[][] }): CurvePoint[] {
  try {
    return observedPoints(JSON.stringify(run));
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}
