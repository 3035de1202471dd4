import * as z from "zod/mini";
import { MAX_PAGES } from "../bitmap/create.ts";
import { complaint, quote } from "../text/message.ts";
import { nullableSchema, numberSchema } from "../scenario/field.ts";
import type { QemuRun } from "./types.ts";

const object = <S extends z.core.$ZodShape>(shape: S) => z.object(shape, "an object");
const string = z.string("a string");
const count = numberSchema({ min: 0, max: Number.MAX_SAFE_INTEGER, whole: true });
const pages = { min: 0, max: MAX_PAGES, whole: true, unit: "pages" };
const seconds = { max: 1e6, unit: "seconds" };
const bytes = numberSchema({ min: 0, max: 1e18, unit: "bytes" });
const mebibytes = numberSchema({ above: 0, max: 2 ** 28, unit: "MiB" });
const share = { max: 1 };

const workload = object({
  kind: z.enum(["uniform", "hot-cold", "sequential", "memtester"]),
  bufferMiB: mebibytes,
  pagesPerSecond: nullableSchema({ min: 0, max: 1e12 }),
  hotFraction: z.optional(numberSchema({ above: 0, ...share })),
  hotShare: z.optional(numberSchema({ min: 0, ...share })),
});

const metrics = object({
  status: z.enum(["completed", "cancelled"]),
  totalTimeSeconds: numberSchema({ above: 0, ...seconds }),
  downtimeSeconds: nullableSchema({ min: 0, ...seconds }),
  setupSeconds: z.optional(numberSchema({ min: 0, ...seconds })),
  bytesTransferred: bytes,
  pagesTransferred: count,
  precopyBytes: bytes,
  downtimeBytes: z.optional(bytes),
  postcopyBytes: bytes,
  dirtySyncCount: z.optional(count),
  demandRequests: count,
  blockedSeconds: nullableSchema({ min: 0, ...seconds }),
});

const timeline = object({
  columns: z.array(string, "a list of strings"),
  rows: z.array(z.array(z.unknown(), "a list"), "a list of rows"),
});

const run = object({
  id: string,
  hypervisor: string,
  engine: z.enum(["pre-copy", "three-stage", "post-copy"]),
  vcpus: numberSchema({ min: 1, max: 4096, whole: true }),
  capabilities: z.array(string, "a list of strings"),
  memoryMiB: mebibytes,
  totalPages: numberSchema({ ...pages, min: 1 }),
  zeroPages: numberSchema(pages),
  linkMbitPerSecond: numberSchema({ min: 0.001, max: 1e9, unit: "Mbit/s" }),
  downtimeLimitMs: numberSchema({ min: 0, max: 1e9, unit: "milliseconds" }),
  workload,
  measured: metrics,
  firstPass: z.optional(object({ seconds: numberSchema({ above: 0, ...seconds }), dirtiedPages: count })),
  timeline: z.optional(timeline),
});

/**
 * Checks one measured migration, such as a line that `deno task measure` wrote. Unknown fields are dropped, and a timeline
 * is reduced to the first pass.
 *
 * @param value the line, parsed as JSON
 * @param where names the line in error messages
 * @throws {TypeError | RangeError} if a field is missing or wrong
 *
 * @example
 * ```ts
 * import { measuredRuns, parseQemuRun } from "@pageferry/pageferry/qemu";
 * import { assertEquals } from "@std/assert";
 *
 * const [run] = measuredRuns();
 * assertEquals(parseQemuRun(JSON.parse(JSON.stringify(run)), "line 1"), run);
 * ```
 */
export function parseQemuRun(value: unknown, where: string): QemuRun {
  const parsed = run.safeParse(value);
  if (!parsed.success) throw complaint(parsed.error, { task: "read measured run", input: value, where });
  const { timeline, ...rest } = parsed.data;
  const buffer = rest.workload.bufferMiB * 256;
  if (buffer + rest.zeroPages > rest.totalPages) {
    throw new RangeError(
      `Cannot read measured run: ${where}.workload.bufferMiB must leave room for the zero pages within ` +
        `${rest.totalPages} pages, got ${rest.workload.bufferMiB}`,
    );
  }
  const firstPass = rest.firstPass ?? (timeline && firstPassOf(timeline));
  return firstPass === undefined ? rest : { ...rest, firstPass };
}

/**
 * Finds the first poll after the second read of the dirty log. The growth of the remaining pages between it and the poll
 * before, plus the pages sent meanwhile, are the pages that the guest dirtied during the first pass.
 */
function firstPassOf({ columns, rows }: z.infer<typeof timeline>): QemuRun["firstPass"] {
  const at = (name: string) => columns.indexOf(name);
  const i = rows.findIndex((row) => Number(row[at("dirtySyncCount")] ?? 0) >= 2);
  if (i < 1) return undefined;
  const [before, after] = [rows[i - 1], rows[i]];
  const sent = (row: typeof after) => Number(row[at("pagesTransferred")]) + Number(row[at("zeroPages")]);
  const remaining = (row: typeof after) => Number(row[at("bytesRemaining")]) / 4096;
  const dirtiedPages = Math.round(remaining(after) - remaining(before) + sent(after) - sent(before));
  const seconds = Number(after[at("seconds")]);
  return dirtiedPages > 0 && seconds > 0 ? { seconds, dirtiedPages } : undefined;
}

/** @throws {TypeError} if a value lacks the inputs of a run */
export function requireRun(task: string, run: QemuRun): void {
  const { workload, totalPages } = (run ?? {}) as Partial<QemuRun>;
  if (typeof workload === "object" && workload !== null && typeof totalPages === "number") return;
  throw new TypeError(`Cannot ${task}: a run must come from measuredRuns() or parseQemuRun(), got ${quote(run)}`);
}
