import { z } from "zod";
import { MAX_PAGES } from "../bitmap/create.ts";
import { oneOf, orNull, quantity } from "../scenario/schema.ts";
import { complaint } from "../text/message.ts";
import type { XenRun, XenWorkload } from "./types.ts";

const text = z.string("must be a text");
const pages = quantity({ min: 0, max: MAX_PAGES, integer: true, unit: "pages" });
const count = quantity({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
const seconds = quantity({ min: 0, max: 1e6, unit: "seconds" });
const PAGE_BYTES = 4096;
const PAGES_PER_MIB = 256;

const workload = z.object({
  kind: oneOf(["uniform", "hot-cold", "sequential", "memtester", "idle"]),
  pages: pages.optional(),
  // Memtester's own way to say how much it tests.
  size: z.string().regex(/^\d+M$/, "must be a number of MiB such as 96M").optional(),
  writesPerSecond: orNull({ min: 0, max: 1e12 }).optional(),
  hotFraction: quantity({ above: 0, max: 1 }).optional(),
  hotShare: quantity({ min: 0, max: 1 }).optional(),
});

const pass = z.object({ pages, startSeconds: seconds, endSeconds: seconds });

const run = z.object({
  id: text,
  hypervisor: text,
  guest: oneOf(["pv", "pvh"]),
  memoryBytes: quantity({ min: PAGE_BYTES, max: MAX_PAGES * PAGE_BYTES, integer: true, unit: "bytes" }),
  linkMbitPerSecond: orNull({ min: 0.001, max: 1e9, unit: "Mbit/s" }),
  workload,
  hostLoad: quantity({ min: 0, max: 1e6 }),
  measured: z.object({
    totalSeconds: quantity({ above: 0, max: 1e6, unit: "seconds" }),
    downtimeSeconds: quantity({ above: 0, max: 1e6, unit: "seconds" }),
    passes: z.array(pass, "must be a list of passes").min(2, "must be at least two passes"),
    pagesTransferred: count,
    deferredPages: pages,
    streamBytes: count,
  }),
});

/**
 * Checks one measured migration of Xen and drops what is not compared.
 *
 * @param value one line of a table of measured migrations, parsed as JSON
 * @param where names the line in error messages
 * @throws {TypeError | RangeError} if a field is missing or wrong
 */
export function parseXenRun(value: unknown, where: string): XenRun {
  const parsed = run.safeParse(value);
  if (!parsed.success) throw complaint("read measured run", where, parsed.error, value, () => []);
  const workload = workloadOf(parsed.data.workload);
  const guestPages = parsed.data.memoryBytes / PAGE_BYTES;
  if (workload.pages > guestPages) {
    throw new RangeError(
      `Cannot read measured run: ${where}.workload.pages must be at most the guest's ${guestPages} pages, ` +
        `got ${workload.pages}`,
    );
  }
  return { ...parsed.data, workload };
}

/** The workload with nothing left open: memtester gives its buffer in MiB, an idle guest has none. */
function workloadOf({ size, pages, writesPerSecond, ...rest }: z.infer<typeof workload>): XenWorkload {
  const buffer = pages ?? (size === undefined ? 0 : Number.parseInt(size) * PAGES_PER_MIB);
  const rate = writesPerSecond ?? (rest.kind === "memtester" ? null : 0);
  return { ...rest, pages: buffer, writesPerSecond: rate };
}
