import * as z from "zod/mini";
import type { QemuEngine } from "../lib/qemu/types.ts";
import { numberSchema, objectSchema } from "../lib/scenario/field.ts";
import { complaint } from "../lib/text/message.ts";
import { MeasureError } from "./errors.ts";
import type { MeasureRun } from "./types.ts";

const ENGINES: readonly QemuEngine[] = ["pre-copy", "three-stage", "post-copy"];

/**
 * One short run per engine, about 20 seconds in all, to check that this machine can measure.
 *
 * The downtime limit is low: three-stage copy would otherwise converge in pre-copy, before it can switch to post-copy.
 */
export const SMOKE_PLAN: readonly MeasureRun[] = ENGINES.map((engine) => ({
  engine,
  memoryMiB: 128,
  linkMbitPerSecond: 500,
  downtimeLimitMs: 50,
  workload: { kind: "uniform", bufferMiB: 36, pagesPerSecond: 2000 },
}));

/** Memory that the guest's Linux needs for itself. */
const KERNEL_MIB = 80;

const share = numberSchema({ min: 0, max: 1 });
const rate = {
  bufferMiB: numberSchema({ min: 1, max: 1_000_000, whole: true }),
  pagesPerSecond: numberSchema({ min: 0, max: 10_000_000 }),
};
const workloads = [
  objectSchema({ kind: z.literal("uniform"), ...rate }),
  objectSchema({ kind: z.literal("hot-cold"), ...rate, hotFraction: share, hotShare: share }),
  objectSchema({ kind: z.literal("sequential"), ...rate }),
] as const;

const runSchema = objectSchema({
  engine: z.enum(ENGINES),
  vcpus: z.optional(numberSchema({ min: 1, max: 64, whole: true })),
  memoryMiB: numberSchema({ min: KERNEL_MIB + 1, max: 1_000_000, whole: true }),
  linkMbitPerSecond: numberSchema({ min: 1, max: 100_000 }),
  sendBufferKiB: z.optional(numberSchema({ min: 64, max: 1_000_000, whole: true })),
  downtimeLimitMs: numberSchema({ min: 1, max: 2_000_000, whole: true }),
  workload: z.discriminatedUnion("kind", workloads, "an object with a kind"),
  capabilities: z.optional(z.array(z.enum(["auto-converge", "postcopy-preempt"]), "a list")),
}).check(({ value, issues }) => {
  const { engine, memoryMiB, workload, capabilities = [] } = value;
  const refuse = (path: (string | number)[], input: unknown, message: string) =>
    issues.push({ code: "custom", path, input, message });
  const most = memoryMiB - KERNEL_MIB;
  if (workload.bufferMiB > most) {
    refuse(["workload", "bufferMiB"], workload.bufferMiB, `at most ${most} with memoryMiB ${memoryMiB}`);
  }
  for (const [i, name] of capabilities.entries()) {
    if (capabilities.indexOf(name) < i) refuse(["capabilities", i], name, "named once");
    if (name === "postcopy-preempt" && engine === "pre-copy") {
      refuse(["capabilities", i], name, "auto-converge with engine pre-copy");
    }
  }
});

const PLAN_RULE = "a list of at least one run";
const planSchema = z.array(runSchema, PLAN_RULE).check(z.minLength(1, PLAN_RULE));

/**
 * Checks a run of unknown shape.
 *
 * @param nameOf the name of a field in messages, from its path such as `capabilities[1]`; default: the path
 * @throws {MeasureError} naming the first wrong field, its value, and what is allowed
 */
export function parseRun(input: unknown, nameOf?: NameOf): MeasureRun {
  return parse(runSchema, input, "run", nameOf);
}

/**
 * Checks a plan of unknown shape: a list of runs.
 *
 * @throws {MeasureError} naming the first wrong field, its value, and what is allowed
 */
export function parsePlan(input: unknown): MeasureRun[] {
  return parse(planSchema, input, "plan");
}

/** Returns the name of a field in messages, from its path. */
export type NameOf = (path: string) => string;

const TASK = "measure";

function parse<T>(schema: z.ZodMiniType<T>, input: unknown, where: string, nameOf?: NameOf): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { message } = complaint(parsed.error, { task: TASK, input, where });
  const text = message.replace(`Cannot ${TASK}: `, "");
  const [path] = text.split(" ", 1);
  const field = path.slice(where.length + 1).replace(/(?:^|\.)(\d+)/g, "[$1]");
  throw new MeasureError("input", nameOf && field ? nameOf(field) + text.slice(path.length) : text);
}
