import type * as z from "zod/mini";
import type { Facts, UsedBy } from "../../lib/scenario/field.ts";
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

/** A field's default, and the same in a larger unit where that reads better; `""` if it has none. */
export function defaultOf(name: string, field: AnyField): string {
  if (field.defaultInWords !== undefined) return field.defaultInWords;
  return "default" in field ? valueInWords(name, field.default) : "";
}

/** A value as it is written in a scenario, and the same in a larger unit where that reads better. */
export function valueInWords(name: string, value: unknown): string {
  const written = JSON.stringify(value);
  if (typeof value !== "number" || value === 0) return written;
  const { unit, factor } = measureOf(name, [value]);
  return factor === 1 ? written : `${written} (${formatNumber(value * factor)} ${unit})`;
}

/** Where a field has an effect, in words. */
export function usedByInWords({ engines, hypervisors, host }: UsedBy = {}): string {
  const rules = hypervisors && HYPERVISORS.filter((name) => hypervisors.includes(name)).join(" and ");
  const under = rules?.replace("xen-4.1 and xen-4.6", "Xen").replace("qemu", "QEMU");
  const who = [engines?.join(", "), under && (engines ? `under ${under}` : under)].filter(Boolean).join(" ");
  return [host, who].filter(Boolean).join("; ") || "all";
}

/** Everything a reader of the type needs: help, limits, default and where the field has an effect. */
export function docOf(name: string, field: AnyField): string {
  const limits = limitsOf(field);
  const sentences = [
    field.help,
    limits && !limits.includes("true or false") ? `${limits[0].toUpperCase()}${limits.slice(1)}.` : "",
    defaultOf(name, field) && `Default: ${defaultOf(name, field)}.`,
    field.usedBy && `Used by: ${usedByInWords(field.usedBy)}.`,
  ];
  return sentences.filter(Boolean).join(" ");
}
