import type { CurvePoint } from "../scenario/types.ts";
import { mistake, quote } from "../text/message.ts";
import { type DirtyCurve, GROWTH, PAGE_BYTES } from "./dirty-curve.ts";
import { parseDocuments } from "./json-documents.ts";

const TASK = "read observed migration";
/** A curve disagrees with an attempt if the attempt dirtied so many times more pages in the same time. */
const DISAGREES = 1.5;
/** Standard error of a point read off a polled attempt: the polls lie up to half a second from the read of the log. */
const RELATIVE_ERROR = 0.05;

/** A poll of a migration with the guest at the source. */
interface Poll {
  seconds: number;
  /** Bytes that are known to be left. */
  remainingBytes: number;
  /** Pages sent with content and as zero pages. */
  sentPages: number;
  /** Reads of the dirty log. */
  syncs: number;
}

type Json = Record<string, unknown>;

/**
 * Reads the dirty curve off a migration attempt that was polled: pages dirtied between two reads of the dirty log, which
 * count every write.
 *
 * @param text answers of `query-migrate`, a list or one a line; or a measured run with its `timeline`
 * @throws {TypeError | SyntaxError} if it is neither, or no read of the dirty log lies between two polls
 */
export function observedPoints(text: string): CurvePoint[] {
  const polls = pollsOf(text).filter((poll) => poll.seconds > 0 && Object.values(poll).every(Number.isFinite));
  const points: CurvePoint[] = [];
  let syncSeconds = 0;
  for (let i = 1; i < polls.length; i++) {
    const [before, after] = [polls[i - 1], polls[i]];
    if (after.syncs <= before.syncs || before.syncs === 0) continue;
    const left = before.remainingBytes / PAGE_BYTES - (after.sentPages - before.sentPages);
    const dirtyPages = after.remainingBytes / PAGE_BYTES - Math.max(0, left);
    const seconds = after.seconds - syncSeconds;
    syncSeconds = after.seconds;
    // Two reads between two polls do not show how long each took.
    if (after.syncs > before.syncs + 1 || dirtyPages <= 0) continue;
    points.push({ seconds, dirtyPages, errorPages: Math.max(1, RELATIVE_ERROR * dirtyPages) });
  }
  if (points.length > 0) return ascending(points);
  throw new TypeError(
    `Cannot ${TASK}: it must show a read of the dirty log (dirty-sync-count) between two polls, got ${polls.length} polls`,
  );
}

/** Points by length of interval; those within a tenth of each other become their mean. */
function ascending(points: readonly CurvePoint[]): CurvePoint[] {
  const sorted = points.toSorted((a, b) => a.seconds - b.seconds);
  const groups = Map.groupBy(sorted, ({ seconds }) => Math.round(Math.log(seconds) * 10));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = Array.from(groups.values(), (same) => {
    const dirtyPages = mean(same.map((point) => point.dirtyPages));
    return { seconds: mean(same.map(({ seconds }) => seconds)), dirtyPages, errorPages: RELATIVE_ERROR * dirtyPages };
  });
  let highest = 0;
  return means.map((point) => ({ ...point, dirtyPages: highest = Math.max(highest, point.dirtyPages) }));
}

/**
 * A curve corrected by what an attempt observed. If they agree, the curve has the points of both; if the attempt dirtied
 * far more, its points alone, because sampling has missed writes, at short intervals too. Outside its points the curve is
 * taken to grow like that of real VMs.
 */
export function correctCurve(curve: DirtyCurve, observed: readonly CurvePoint[]): DirtyCurve {
  const factors = observed.map(({ seconds, dirtyPages }) => dirtyPages / Math.max(1, at(curve.points, seconds)));
  const factor = Math.max(...factors);
  const disagrees = factor > DISAGREES;
  const kept = disagrees
    ? []
    : curve.points.filter(({ seconds }) => !observed.some((point) => point.seconds === seconds));
  const points = ascending([...kept, ...observed]);
  return {
    ...curve,
    points: points.length > 1 ? points : withEarlier(points[0]),
    sampled: curve.sampled && !disagrees,
    source: `${curve.source}, corrected by a migration attempt`,
    warnings: disagrees
      ? [
        ...curve.warnings,
        `the attempt dirtied ${factor.toPrecision(2)} times the pages of the curve: the curve misses writes`,
      ]
      : curve.warnings,
  };
}

/** A second point below the only one, by the growth that real VMs show. */
function withEarlier(point: CurvePoint): CurvePoint[] {
  const seconds = point.seconds / 4;
  return [{ seconds, dirtyPages: at([point], seconds) }, point];
}

/** A curve at `seconds`: straight lines between its points, and the growth of real VMs outside them. */
function at(points: readonly CurvePoint[], seconds: number): number {
  const next = points.findIndex((point) => point.seconds >= seconds);
  const [a, b] = [points[next - 1], points[next]];
  if (next > 0) return a.dirtyPages + (b.dirtyPages - a.dirtyPages) * (seconds - a.seconds) / (b.seconds - a.seconds);
  const end = b ?? points[points.length - 1];
  return end.dirtyPages * (seconds / end.seconds) ** GROWTH;
}

function pollsOf(text: string): Poll[] {
  const documents = flat(parsed(text));
  const run = documents.find((document) => "timeline" in document);
  if (run !== undefined) return pollsOfTimeline(run);
  return documents.filter(({ ram, status }) => isObject(ram) && status === "active").map((answer) => {
    const ram = answer.ram as Json;
    return {
      seconds: Number(answer["total-time"]) / 1000,
      remainingBytes: Number(ram.remaining),
      sentPages: Number(ram.normal) + Number(ram.duplicate),
      syncs: Number(ram["dirty-sync-count"]),
    };
  });
}

/** The rows of a measured run's timeline, by the names of its columns. */
function pollsOfTimeline({ timeline, timelineColumns }: Json): Poll[] {
  if (!Array.isArray(timeline) || !timeline.every(Array.isArray) || !Array.isArray(timelineColumns)) {
    throw mistake(TASK, "timeline", "a list of rows, with the names of their columns in timelineColumns", timeline);
  }
  const column = (row: unknown[], name: string) => row[timelineColumns.indexOf(name)];
  return timeline.filter((row) => column(row, "status") === "active").map((row) => ({
    seconds: Number(column(row, "t_s")),
    remainingBytes: column(row, "remaining") === null ? NaN : Number(column(row, "remaining")),
    sentPages: Number(column(row, "normal")) + Number(column(row, "duplicate")),
    syncs: Number(column(row, "dirty_sync_count")),
  }));
}

function flat(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(flat);
  if (!isObject(value)) return [];
  if ("return" in value) return flat(value.return);
  return "runs" in value ? flat(value.runs) : [value];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

function parsed(text: string): unknown {
  try {
    return parseDocuments(text);
  } catch {
    throw new SyntaxError(
      `Cannot ${TASK}: it must be answers of query-migrate in JSON, got ${quote(text.slice(0, 40))}`,
    );
  }
}
