import * as z from "zod/mini";
import { MAX_PAGES } from "../bitmap/create.ts";
import { nullableSchema, numberSchema } from "../scenario/field.ts";
import { complaint, quote } from "../text/message.ts";
import type { XenRun, XenWorkload } from "./types.ts";

const PAGE_BYTES = 4096;
const PAGES_PER_MIB = 256;

const object = <S extends z.core.$ZodShape>(shape: S) => z.object(shape, "an object");
const string = z.string("a string");
const count = numberSchema({ min: 0, max: Number.MAX_SAFE_INTEGER, whole: true });
const pages = numberSchema({ min: 0, max: MAX_PAGES, whole: true, unit: "pages" });
const seconds = { max: 1e6, unit: "seconds" };

const workload = object({
  kind: z.enum(["uniform", "hot-cold", "sequential", "memtester", "idle"]),
  pages: z.optional(pages),
  // The buffer of memtester, in its own notation.
  size: z.optional(z.string("a number of MiB such as 96M").check(z.regex(/^\d+M$/, "a number of MiB such as 96M"))),
  writesPerSecond: z.optional(nullableSchema({ min: 0, max: 1e12 })),
  hotFraction: z.optional(numberSchema({ above: 0, max: 1 })),
  hotShare: z.optional(numberSchema({ min: 0, max: 1 })),
});

const pass = object({
  pages,
  startSeconds: numberSchema({ min: 0, ...seconds }),
  endSeconds: numberSchema({ min: 0, ...seconds }),
});
const TWO_PASSES = "a list of at least two passes";

const run = object({
  id: string,
  hypervisor: string,
  guest: z.enum(["pv", "pvh"]),
  memoryBytes: numberSchema({ min: 2 ** 20, max: MAX_PAGES * PAGE_BYTES, whole: true, unit: "bytes" }),
  linkMbitPerSecond: nullableSchema({ min: 0.001, max: 1e9, unit: "Mbit/s" }),
  workload,
  hostLoad: numberSchema({ min: 0, max: 1e6 }),
  calibration: z.optional(z.boolean("true or false")),
  measured: object({
    totalSeconds: numberSchema({ above: 0, ...seconds }),
    downtimeSeconds: numberSchema({ above: 0, ...seconds }),
    passes: z.array(pass, TWO_PASSES).check(z.minLength(2, TWO_PASSES)),
    pagesTransferred: count,
    deferredPages: pages,
    streamBytes: count,
  }),
});

/**
 * Checks one measured migration of Xen. Unknown fields are dropped.
 *
 * @param value the line, parsed as JSON
 * @param where names the line in error messages
 * @throws {TypeError | RangeError} if a field is missing or wrong
 *
 * @example
 * ```ts
 * import { measuredRuns, parseXenRun } from "@pageferry/pageferry/xen";
 * import { assertEquals } from "@std/assert";
 *
 * const [run] = measuredRuns();
 * assertEquals(parseXenRun(JSON.parse(JSON.stringify(run)), "line 1"), run);
 * ```
 */
export function parseXenRun(value: unknown, where: string): XenRun {
  const parsed = run.safeParse(value);
  if (!parsed.success) throw complaint(parsed.error, { task: "read measured run", input: value, where });
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

/** Completes the workload: memtester's buffer is given in MiB, and an idle guest has none. */
function workloadOf({ size, pages, writesPerSecond, ...rest }: z.output<typeof workload>): XenWorkload {
  const buffer = pages ?? (size === undefined ? 0 : Number.parseInt(size) * PAGES_PER_MIB);
  const rate = writesPerSecond ?? (rest.kind === "memtester" ? null : 0);
  return { ...rest, pages: buffer, writesPerSecond: rate };
}

/** @throws {TypeError} if a value lacks the inputs of a run */
export function requireRun(task: string, run: XenRun): void {
  const { workload, guest, memoryBytes } = (run ?? {}) as Partial<XenRun>;
  const isRun = typeof workload === "object" && workload !== null && typeof memoryBytes === "number";
  if (isRun && (guest === "pv" || guest === "pvh")) return;
  throw new TypeError(`Cannot ${task}: a run must come from measuredRuns() or parseXenRun(), got ${quote(run)}`);
}
