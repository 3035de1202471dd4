import { z } from "zod";
import { complaint } from "../scenario/complain.ts";
import type { QemuRun } from "./types.ts";

const count = z.number().int().nonnegative();
const amount = z.number().nonnegative();
const above0 = z.number().positive();

const workload = z.object({
  kind: z.enum(["uniform", "hot-cold", "sequential", "memtester"]),
  bufferMiB: above0,
  pagesPerSecond: above0.nullable(),
  hotFraction: z.number().gt(0).lte(1).optional(),
  hotShare: z.number().gte(0).lte(1).optional(),
});

const figures = z.object({
  status: z.enum(["completed", "cancelled"]),
  totalTimeSeconds: above0,
  downtimeSeconds: amount.nullable(),
  bytesTransferred: amount,
  pagesTransferred: count,
  precopyBytes: amount,
  postcopyBytes: amount,
  demandRequests: count,
  blockedSeconds: amount.nullable(),
});

/** Columns that {@linkcode firstPassOf} reads. */
const timeline = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.number(), z.string(), z.null()]))),
});

const run = z.object({
  id: z.string(),
  hypervisor: z.string(),
  engine: z.enum(["pre-copy", "three-stage", "post-copy"]),
  vcpus: count,
  capabilities: z.array(z.string()),
  memoryMiB: above0,
  totalPages: count,
  zeroPages: count,
  linkMbitPerSecond: above0,
  downtimeLimitMs: amount,
  workload,
  measured: figures,
  firstPass: z.object({ seconds: above0, dirtiedPages: count }).optional(),
  timeline: timeline.optional(),
});

/**
 * Checks one measured migration and drops what no one needs: of its timeline only the first pass is kept.
 *
 * @param value one line of a table of measured migrations, parsed as JSON
 * @param where names the line in error messages
 * @throws {TypeError | RangeError} if a field is missing or wrong
 */
export function parseQemuRun(value: unknown, where: string): QemuRun {
  const parsed = run.safeParse(value);
  if (!parsed.success) throw complaint("read measured run", where, parsed.error, value, () => []);
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

/** When the dirty log was first seen to have been read again, and how many more pages were then to be sent. */
function firstPassOf({ columns, rows }: z.infer<typeof timeline>): QemuRun["firstPass"] {
  const at = (name: string) => columns.indexOf(name);
  const i = rows.findIndex((row) => Number(row[at("dirtySyncCount")] ?? 0) >= 2);
  if (i < 1) return undefined;
  const [before, after] = [rows[i - 1], rows[i]];
  const sent = (row: typeof after) => Number(row[at("pagesTransferred")]) + Number(row[at("zeroPages")]);
  const remaining = (row: typeof after) => Number(row[at("bytesRemaining")]) / 4096;
  const dirtiedPages = Math.round(remaining(after) - remaining(before) + sent(after) - sent(before));
  return dirtiedPages > 0 ? { seconds: Number(after[at("seconds")]), dirtiedPages } : undefined;
}
