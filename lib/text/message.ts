import type * as z from "zod/mini";
import { didYouMean } from "./did-you-mean.ts";

/** Shows a value in an error message: as JSON, shortened; `nothing` where it is missing. */
export function quote(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  if (typeof value === "bigint") return `${value}n`;
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // The value has a cycle or a getter that throws. Show its type instead.
  }
  text ??= typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/**
 * The error for a value that breaks a rule: a `RangeError` for a number, a `TypeError` for anything else.
 *
 * @param task the task in words, as in `"read scenario"`
 * @param field the name or path of the value
 * @param rule the rule in words, as in `"a number from 0 to 1"`
 */
export function mistake(task: string, field: string, rule: string, value: unknown): TypeError | RangeError {
  const ErrorClass = typeof value === "number" ? RangeError : TypeError;
  return new ErrorClass(`Cannot ${task}: ${field} must be ${rule}, got ${quote(value)}`);
}

/** Where a wrong value was found, and the names that would be right. */
export interface NamesContext {
  /** The task in words, as in `"read scenario"`. */
  task: string;
  /** The name or path of the value. */
  where: string;
  names: readonly string[];
}

/** The error for the field `key` of `holder`, which may have only the fields `names`. */
export function unknownField(key: string, holder: unknown, { task, where, names }: NamesContext): TypeError {
  const got = `${quote(key)}: ${quote((holder as Record<string, unknown>)[key])}`;
  const hint = didYouMean(key, names);
  return new TypeError(`Cannot ${task}: ${where} must have only the fields ${names.join(", ")}, got ${got}${hint}`);
}

/** The error for a value that should be one of several names. */
export function notOneOf(value: unknown, { task, where, names }: NamesContext): TypeError | RangeError {
  const text = `Cannot ${task}: ${where} must be one of ${names.join(", ")}, got ${quote(value)}`;
  return typeof value === "string" ? new RangeError(text + didYouMean(value, names)) : new TypeError(text);
}

/** The context of a failed zod check. */
export interface CheckedInput {
  /** The task in words, as in `"read scenario"`. */
  task: string;
  input: unknown;
  /** The path of that value, if it is part of something larger. */
  where?: string;
}

/**
 * The error for a failed zod check. It names the task, the field, the rule and the value found. The message of
 * a schema is its rule, a phrase that follows "must be"; for unknown fields it is the list of known ones.
 */
export function complaint({ issues }: z.core.$ZodError, { task, input, where = "" }: CheckedInput): Error {
  const issue = mostTelling(issues);
  const path = [where, ...issue.path.map(String)].filter((part) => part !== "").join(".") || "it";
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], input);
  if (issue.code === "unrecognized_keys") {
    return unknownField(issue.keys[0], value, { task, where: path, names: issue.message.split(", ") });
  }
  const names = namesOf(issue);
  if (names !== undefined) return notOneOf(value, { task, where: path, names });
  const error = mistake(task, path, issue.message, value);
  return issue.code === "invalid_type" && !NUMBERS.includes(issue.expected) ? new TypeError(error.message) : error;
}

const NUMBERS: readonly string[] = ["number", "int"];

/** The names that the value should be one of, if the check was about names. */
function namesOf(issue: z.core.$ZodIssue): string[] | undefined {
  if (issue.code === "invalid_union" && "options" in issue) return issue.options as string[];
  const isNames = issue.code === "invalid_value" && issue.values.every((value) => typeof value === "string");
  return isNames ? issue.values as string[] : undefined;
}

/**
 * The issue to report: a misspelled field if there is one, because a misspelled required field is also a missing one.
 */
function mostTelling(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const inner = issues.map((issue) => issue.code === "invalid_union" ? issueInBranch(issue) : issue);
  return inner.find(({ code }) => code === "unrecognized_keys") ?? inner[0];
}

/** The issue in the branch that fits the value: the first branch with the right type, or the last branch. */
function issueInBranch(union: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue {
  const misfit = ({ code, path }: z.core.$ZodIssue) => code === "invalid_type" && path.length === 0;
  const branch = union.errors.find((issues) => !issues.some(misfit)) ?? union.errors.at(-1);
  if (branch === undefined) return union;
  const issue = mostTelling(branch);
  return { ...issue, path: [...union.path, ...issue.path] } as z.core.$ZodIssue;
}
