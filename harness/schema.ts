import { z } from "zod";
import { MeasureError } from "./errors.ts";
import type { MeasureRun } from "./types.ts";

/** The least of its memory that a guest needs for Linux itself. */
const KERNEL_MIB = 80;

const oneOf = <T extends string>(...values: [T, ...T[]]) => z.enum(values, { error: `one of ${values.join(", ")}` });
const whole = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};
const number = (least: number, most: number) => {
  const error = `a number from ${least} to ${most}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};
const object = "an object";
const rate = { bufferMiB: whole(1, 1_000_000), pagesPerSecond: number(0, 10_000_000) };

const workloadSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("uniform"), ...rate }),
  z.strictObject({ kind: z.literal("sequential"), ...rate }),
  z.strictObject({ kind: z.literal("hot-cold"), ...rate, hotFraction: number(0, 1), hotShare: number(0, 1) }),
], { error: (issue) => issue.code === "invalid_union" ? "one of uniform, hot-cold, sequential" : object });

const runSchema = z.strictObject({
  engine: oneOf("pre-copy", "three-stage", "post-copy"),
  memoryMiB: whole(KERNEL_MIB + 1, 1_000_000),
  linkMbitPerSecond: number(1, 100_000),
  downtimeLimitMs: whole(1, 2_000_000),
  workload: workloadSchema,
  capabilities: z.array(oneOf("auto-converge", "postcopy-preempt"), { error: "an array" }).optional(),
}, { error: object }).check(({ value, issues }) => {
  const refuse = (path: (string | number)[], input: unknown, message: string) =>
    issues.push({ code: "custom", path, input, message });
  const most = value.memoryMiB - KERNEL_MIB;
  const { bufferMiB } = value.workload;
  if (bufferMiB > most) {
    refuse(["workload", "bufferMiB"], bufferMiB, `at most ${most} with memoryMiB ${value.memoryMiB}`);
  }
  for (const [index, name] of (value.capabilities ?? []).entries()) {
    const path = ["capabilities", index];
    if (value.capabilities!.indexOf(name) < index) {
      refuse(path, name, "named once");
    }
    if (name === "postcopy-preempt" && value.engine === "pre-copy") {
      refuse(path, name, "auto-converge with engine pre-copy");
    }
  }
});

const planSchema = z.array(runSchema, { error: "an array of runs" }).min(1, { error: "an array of at least one run" });

/**
 * The run, if it is one.
 *
 * `nameOf` says what to call a field in the message, from its path; the path itself by default.
 *
 * @throws {MeasureError} naming the first field that is wrong, its value, and what is allowed.
 */
export function parseRun(input: unknown, nameOf?: NameOf): MeasureRun {
  return parse(runSchema, input, "the run", nameOf);
}

/**
 * The runs of a plan, if it is one.
 *
 * @throws {MeasureError} naming the first field that is wrong, its value, and what is allowed.
 */
export function parsePlan(input: unknown): MeasureRun[] {
  return parse(planSchema, input, "the plan");
}

/** Says what to call a field in a message, from its dotted path. */
export type NameOf = (path: string) => string;

function parse<T>(schema: z.ZodType<T>, input: unknown, whole: string, nameOf: NameOf = (path) => path): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const name = (path: PropertyKey[]) => path.length ? nameOf(pathText(path)) : whole;
  if (issue.code === "unrecognized_keys") {
    throw new MeasureError("input", `${name(issue.path)} has no field "${issue.keys[0]}"`);
  }
  const value = issue.path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)?.[key], input);
  const got = value === undefined ? "nothing" : JSON.stringify(value);
  throw new MeasureError("input", `${name(issue.path)} must be ${issue.message}, got ${got}`);
}

function pathText(path: PropertyKey[]): string {
  return path.map((key) => typeof key === "number" ? `[${key}]` : `.${String(key)}`).join("").replace(/^\./, "");
}
