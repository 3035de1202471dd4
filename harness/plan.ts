import { z } from "zod";
import type { QemuEngine } from "../lib/qemu/types.ts";
import { oneOf, quantity } from "../lib/scenario/schema.ts";
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

const share = quantity({ min: 0, max: 1 });
const rate = {
  bufferMiB: quantity({ min: 1, max: 1_000_000, integer: true }),
  pagesPerSecond: quantity({ min: 0, max: 10_000_000 }),
};
const workloads = {
  "uniform": z.strictObject({ kind: z.literal("uniform"), ...rate }),
  "hot-cold": z.strictObject({ kind: z.literal("hot-cold"), ...rate, hotFraction: share, hotShare: share }),
  "sequential": z.strictObject({ kind: z.literal("sequential"), ...rate }),
};
const KINDS = ["uniform", "hot-cold", "sequential"] as const;

const capability = oneOf(["auto-converge", "postcopy-preempt"]);
const runSchema = z.strictObject({
  engine: oneOf(["pre-copy", "three-stage", "post-copy"]),
  memoryMiB: quantity({ min: KERNEL_MIB + 1, max: 1_000_000, integer: true }),
  linkMbitPerSecond: quantity({ min: 1, max: 100_000 }),
  downtimeLimitMs: quantity({ min: 1, max: 2_000_000, integer: true }),
  workload: z.looseObject({ kind: oneOf(KINDS) }).pipe(
    z.discriminatedUnion("kind", [workloads.uniform, workloads["hot-cold"], workloads.sequential]),
  ),
  capabilities: z.array(capability, "must be a list").optional(),
}).check(({ value, issues }) => {
  const { engine, memoryMiB, workload, capabilities = [] } = value;
  const refuse = (path: (string | number)[], input: unknown, message: string) =>
    issues.push({ code: "custom", path, input, message });
  const most = memoryMiB - KERNEL_MIB;
  if (workload.bufferMiB > most) {
    const message = `must be at most ${most} with memoryMiB ${memoryMiB}`;
    refuse(["workload", "bufferMiB"], workload.bufferMiB, message);
  }
  for (const [i, name] of capabilities.entries()) {
    if (capabilities.indexOf(name) < i) refuse(["capabilities", i], name, "must be named once");
    if (name === "postcopy-preempt" && engine === "pre-copy") {
      refuse(["capabilities", i], name, "must be auto-converge with engine pre-copy");
    }
  }
});

const RUNS = "must be a list of at least one run";
const planSchema = z.array(runSchema, RUNS).min(1, RUNS);

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

function parse<T>(schema: z.ZodType<T>, input: unknown, what: string, nameOf?: NameOf): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { message } = complaint(TASK, what, parsed.error, input, (path) => fieldsAt(path, input));
  const text = message.replace(`Cannot ${TASK}: `, "");
  const [path] = text.split(" ", 1);
  const field = path.slice(what.length + 1).replace(/(?:^|\.)(\d+)/g, "[$1]");
  throw new MeasureError("input", nameOf && field ? nameOf(field) + text.slice(path.length) : text);
}

/** The fields of the run or workload at a path of the input. */
function fieldsAt(path: readonly PropertyKey[], input: unknown): string[] {
  if (path.at(-1) !== "workload") return Object.keys(runSchema.shape);
  const workload = path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)[key], input);
  return Object.keys(workloads[(workload as MeasureRun["workload"]).kind].shape);
}
