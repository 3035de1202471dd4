import { z } from "zod";
import { MAX_PAGES } from "../bitmap/create.ts";
import { complaint } from "../text/message.ts";
import { oneOf, orNull, quantity } from "../scenario/schema.ts";
import type { QemuRun } from "./types.ts";

const text = z.string("must be a text");
const count = quantity({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
const pages = { min: 0, max: MAX_PAGES, integer: true, unit: "pages" };
const seconds = { max: 1e6, unit: "seconds" };
const bytes = quantity({ min: 0, max: 1e18, unit: "bytes" });
const mebibytes = quantity({ above: 0, max: 2 ** 28, unit: "MiB" });
const share = { max: 1 };

const workload = z.object({
  kind: oneOf(["uniform", "hot-cold", "sequential", "memtester"]),
  bufferMiB: mebibytes,
  pagesPerSecond: orNull({ min: 0, max: 1e12 }),
  hotFraction: quantity({ above: 0, ...share }).optional(),
  hotShare: quantity({ min: 0, ...share }).optional(),
});

const metrics = z.object({
  status: oneOf(["completed", "cancelled"]),
  totalTimeSeconds: quantity({ above: 0, ...seconds }),
  downtimeSeconds: orNull({ min: 0, ...seconds }),
  setupSeconds: quantity({ min: 0, ...seconds }).optional(),
  bytesTransferred: bytes,
  pagesTransferred: count,
  precopyBytes: bytes,
  downtimeBytes: bytes.optional(),
  postcopyBytes: bytes,
  dirtySyncCount: count.optional(),
  demandRequests: count,
  blockedSeconds: orNull({ min: 0, ...seconds }),
});

const timeline = z.object({
  columns: z.array(text, "must be a list of texts"),
  rows: z.array(z.array(z.unknown(), "must be a list"), "must be a list of rows"),
});

const run = z.object({
  id: text,
  hypervisor: text,
  engine: oneOf(["pre-copy", "three-stage", "post-copy"]),
  vcpus: quantity({ min: 1, max: 4096, integer: true }),
  capabilities: z.array(text, "must be a list of texts"),
  memoryMiB: mebibytes,
  totalPages: quantity({ ...pages, min: 1 }),
  zeroPages: quantity(pages),
  linkMbitPerSecond: quantity({ min: 0.001, max: 1e9, unit: "Mbit/s" }),
  downtimeLimitMs: quantity({ min: 0, max: 1e9, unit: "milliseconds" }),
  workload,
  measured: metrics,
  firstPass: z.object({ seconds: quantity({ above: 0, ...seconds }), dirtiedPages: count }).optional(),
  timeline: timeline.optional(),
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
