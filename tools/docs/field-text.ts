import type * as z from "zod/mini";
import type { Facts } from "../../lib/scenario/field.ts";
import { RULE_SOURCES, type Rules } from "../../lib/scenario/hypervisors.ts";
import { HYPERVISORS } from "../../lib/scenario/names.ts";
import { formatNumber } from "../../lib/text/format.ts";
import { measureOf } from "../../lib/text/measure.ts";

/** A field of any type. */
export type AnyField = Facts<unknown> & { schema: z.ZodMiniType };

/** Fields by name. */
export type AnyFields = Readonly<Record<string, AnyField>>;

/** The values that a field may take, in words; `""` for a field that lists its values. */
export function limitsOf({ schema }: AnyField): string {
  // No field takes an object. The schema answers with its rule.
  const [issue] = schema.safeParse({}).error!.issues;
  if (issue.code === "invalid_value" && typeof issue.values[0] === "string") return issue.values.join(", ");
  return issue.message.replaceAll(/\d{7,}/g, (digits) => shortNumber(Number(digits)));
}

function shortNumber(value: number): string {
  const log2 = Math.log2(value);
  return Number.isInteger(log2) ? `2^${log2}` : value.toExponential().replace("e+", "e");
}

/** A field's default, hypervisors' own ones included; `"required"` if it has none. */
export function defaultOf(name: string, field: AnyField): string {
  if (field.defaultInWords !== undefined) return field.defaultInWords;
  if (!("default" in field)) return "required";
  const others = HYPERVISORS.flatMap((hypervisor) => {
    const rule = RULE_SOURCES[hypervisor][name as keyof Rules];
    return rule === undefined ? [] : [`${hypervisor}: ${valueInWords(name, rule[0])}`];
  });
  return [valueInWords(name, field.default), ...others].join("; ");
}

/** A value as it is written in a scenario, and the same in a larger unit where that reads better. */
export function valueInWords(name: string, value: unknown): string {
  const written = JSON.stringify(value);
  if (typeof value !== "number" || value === 0) return written;
  const { unit, factor } = measureOf(name, [value]);
  return factor === 1 ? written : `${written} (${formatNumber(value * factor)} ${unit})`;
}

/** The engines and the host that use a field, in words; `"all"` if nothing restricts it. */
export function usersOf({ usedBy, paidBy }: AnyField): string {
  return [paidBy && `${paidBy} only`, usedBy?.join(", ")].filter(Boolean).join("; ") || "all";
}

/** Limits that the type or the name of a field makes plain. */
const PLAIN_LIMITS = /^(true or false|a number of seconds from 0 to 1e6|[a-z]+-.*)$/;

/** What an editor shows beside a field: help and default. The reference has the rest. */
export function shortDocOf(name: string, field: AnyField): string {
  const fallback = defaultOf(name, field);
  return `${field.help} ${fallback === "required" ? "Required." : `Default: ${fallback}.`}`;
}

/** Everything about a field: help, limits, default and where the field has an effect. */
export function docOf(name: string, field: AnyField): string {
  const fallback = defaultOf(name, field);
  const users = usersOf(field);
  const limits = limitsOf(field);
  return [
    field.help,
    PLAIN_LIMITS.test(limits) ? "" : `${limits[0].toUpperCase()}${limits.slice(1)}.`,
    fallback === "required" ? "Required." : `Default: ${fallback}.`,
    users === "all" ? "" : `Used by: ${users}.`,
  ].filter(Boolean).join(" ");
}
