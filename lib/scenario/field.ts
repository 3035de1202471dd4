import * as z from "zod/mini";
import type { Engine } from "./names.ts";

/** An engine on which a field has an effect, under all hypervisors or only those of one maker. */
export type User = Engine | `${Engine} (Xen)` | `${Engine} (QEMU)`;

/** Everything that is known about a field besides its type and its limits. */
export interface Facts<T> {
  /** One line of help for the reference, the JSON Schema, the explorer and the report. */
  help: string;
  unit?: string;
  /** The value in a scenario without the field and without a preset. */
  default?: T;
  /** The default in words, if it is not a single value. */
  defaultInWords?: string;
  source?: string;
  /** The engines on which the field has an effect. Default: all. */
  usedBy?: readonly User[];
  /** The only host that pays this cost. Default: both. */
  paidBy?: "source" | "destination";
}

/** A field: its schema, with type and limits, and its facts. */
export interface Field<T, S extends z.ZodMiniType<T> = z.ZodMiniType<T>> extends Facts<T> {
  schema: S;
  limits?: Limits;
}

/** Limits of a number: from `min`, or greater than `above`; up to `max`, or less than `below`. */
export interface Limits {
  min?: number;
  above?: number;
  max?: number;
  below?: number;
  whole?: boolean;
  /** The unit, as written in messages. */
  unit?: string;
}

/** A schema for a finite number within limits. Its message is the complete rule. */
export function numberSchema(limits: Limits): z.ZodMiniType<number> {
  return boundedNumber(limits, inWords(limits));
}

/** A schema for a finite number within limits, or `null`. */
export function nullableSchema(limits: Limits): z.ZodMiniType<number | null> {
  return z.nullable(boundedNumber(limits, `${inWords(limits)}, or null`));
}

function boundedNumber({ min, above, max, below, whole }: Limits, rule: string): z.ZodMiniType<number> {
  return (whole ? z.int(rule) : z.number(rule)).check(
    above === undefined ? z.gte(min!, rule) : z.gt(above, rule),
    below === undefined ? z.lte(max!, rule) : z.lt(below, rule),
  );
}

function inWords({ min, above, max, below, whole, unit }: Limits): string {
  const noun = `a ${whole ? "whole " : ""}number${unit ? ` of ${unit}` : ""}`;
  if (above !== undefined) return `${noun} above ${above}, at most ${max}`;
  return `${noun} from ${min} to ${below === undefined ? max : `below ${below}`}`;
}

/**
 * A schema for an object that has only the fields of `shape`. A field that starts with `$` is accepted but not listed
 * in messages.
 */
export function objectSchema<S extends z.core.$ZodShape>(shape: S): z.ZodMiniObject<S, z.core.$strict> {
  const names = Object.keys(shape).filter((name) => !name.startsWith("$")).join(", ");
  return z.strictObject(shape, {
    error: ({ code }) => code === "unrecognized_keys" ? names : "an object",
  }) as z.ZodMiniObject<S, z.core.$strict>;
}

/** A field that is a number. */
export function number(limits: Limits, facts: Facts<number>): Field<number> {
  return { schema: numberSchema(limits), limits, unit: limits.unit, ...facts };
}

/** A field that is a number or `null`. */
export function numberOrNull(limits: Limits, facts: Facts<number | null>): Field<number | null> {
  return { schema: nullableSchema(limits), limits, unit: limits.unit, ...facts };
}

/** A field that is a number of seconds, from 0. */
export function seconds(facts: Facts<number>): Field<number> {
  return number({ min: 0, max: 1e6, unit: "seconds" }, facts);
}

/** A field that is a list. */
export function list<T>(item: z.ZodMiniType<T>, rule: string, facts: Facts<T[]>): Field<T[]> {
  return { schema: z.array(item, rule), ...facts };
}

/** A field that is a list, or `null`. */
export function listOrNull<T>(item: z.ZodMiniType<T>, rule: string, facts: Facts<T[] | null>): Field<T[] | null> {
  return { schema: z.nullable(z.array(item, rule)), ...facts };
}

/** A field that is `true` or `false`. */
export function flag(facts: Facts<boolean>): Field<boolean> {
  return { schema: z.boolean("true or false"), ...facts };
}

/** A field that is one of several names. */
export function choice<T extends string>(names: readonly T[], facts: Facts<T>): Field<T> {
  return { schema: z.enum(names) as unknown as z.ZodMiniType<T>, ...facts };
}

/** The same field, as an optional one. */
export function optional<T>(field: Field<T>): Field<T | undefined, z.ZodMiniOptional<z.ZodMiniType<T>>> {
  return { ...field, schema: z.optional(field.schema) };
}

// deno-lint-ignore no-explicit-any
type AnyFields = Record<string, Field<any, any>>;

/** The schemas of fields, as the shape of an object. */
export function shapeOf<F extends AnyFields>(fields: F): { [K in keyof F]: F[K]["schema"] } {
  return Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])) as {
    [K in keyof F]: F[K]["schema"];
  };
}

/** The defaults of the fields that have one. */
export function defaultsOf<F extends AnyFields>(fields: F): { [K in keyof F]: z.output<F[K]["schema"]> } {
  const withDefault = Object.entries(fields).filter(([, field]) => "default" in field);
  return Object.fromEntries(withDefault.map(([name, field]) => [name, field.default])) as {
    [K in keyof F]: z.output<F[K]["schema"]>;
  };
}
