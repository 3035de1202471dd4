import * as z from "zod/mini";
import { numberSchema } from "../scenario/field.ts";
import { complaint } from "../text/message.ts";
import type { FleetRun } from "./types.ts";

const positive = (most: number) => numberSchema({ above: 0, max: most });
const schema = z.object({
  id: z.string("a string"),
  vms: z.array(
    z.object({
      memoryMiB: positive(1e9),
      vcpus: z.optional(positive(1e4)),
      append: z.string("a string").check(z.regex(/pageferry_kind=\S+/, "a command line with pageferry_kind")),
    }),
    "a list of guests",
  ).check(z.minLength(1, "a list of at least one guest")),
  parallel: z.optional(positive(1e4)),
  linkMbit: positive(1e9),
  events: z.optional(
    z.array(z.object({ at: numberSchema({ min: 0, max: 1e9 }), linkMbit: numberSchema({ min: 0, max: 1e9 }) })),
  ),
  mode: z.enum(["precopy", "hybrid", "postcopy"]),
  downtimeMs: positive(1e9),
  parameters: z.optional(z.record(z.string(), z.number("a number"))),
  capabilities: z.optional(z.array(z.string("a string"))),
  qemu: z.string("a string"),
  makespanSeconds: positive(1e9),
  runs: z.array(
    z.object({
      vm: numberSchema({ min: 0, max: 1e4, whole: true }),
      result: z.object({
        status: z.string("a string"),
        "total-time": numberSchema({ min: 0, max: 1e12 }),
        downtime: z.optional(numberSchema({ min: 0, max: 1e12 })),
        ram: z.object({ total: positive(1e16), duplicate: numberSchema({ min: 0, max: 1e12 }) }),
      }),
    }),
    "a list of one result a guest",
  ),
}, "an object");

/** Whether a line of a table of runs is a fleet: runs of real programs list their VMs too, and their dirty curves. */
export function isFleetRun(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("vms" in value)) return false;
  return !("curves" in value) || value.curves === null;
}

/**
 * Checks a measured fleet.
 *
 * @throws {TypeError | RangeError} if it is not one
 */
export function parseFleetRun(value: unknown, where: string): FleetRun {
  const checked = schema.safeParse(value);
  if (!checked.success) throw complaint(checked.error, { task: "read fleet", input: value, where });
  const { vms, runs } = checked.data;
  if (runs.length !== vms.length) throw new RangeError(`Cannot read fleet: ${where}.runs must be one for each of vms`);
  return checked.data as FleetRun;
}
