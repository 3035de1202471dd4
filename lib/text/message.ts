import type { z } from "zod";
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
    // A cycle, or a getter that throws: the type's name will do.
  }
  text ??= typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/**
 * The one line that a failed check becomes: what could not be done, the field, what is allowed, and the value found.
 *
 * @param task the task in words, as in "read scenario"
 * @param where the path of what was checked, `""` for the whole input
 * @param fieldsAt the names that the object at a path of the input may have
 */
export function complaint(
  task: string,
  where: string,
  error: z.ZodError,
  input: unknown,
  fieldsAt: (path: readonly PropertyKey[]) => string[],
): Error {
  // A misspelt field is also a missing one: its spelling is what to mend.
  const issue = error.issues.find(({ code }) => code === "unrecognized_keys") ?? error.issues[0];
  const path = [where, ...issue.path.map(String)].filter((part) => part !== "").join(".") || "it";
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], input);
  if (issue.code === "unrecognized_keys") return unknownField(task, path, issue.keys[0], value, fieldsAt(issue.path));
  if (issue.code === "invalid_type") {
    const allowed = issue.expected === "object" ? "must be an object" : issue.message;
    return new TypeError(`Cannot ${task}: ${path} ${allowed}, got ${quote(value)}`);
  }
  const names: string[] | undefined = issue.code === "custom" ? issue.params?.names : undefined;
  if (names !== undefined) return notOneOf(task, path, value, names);
  const Mistake = typeof value === "number" ? RangeError : TypeError;
  return new Mistake(`Cannot ${task}: ${path} ${issue.message}, got ${quote(value)}`);
}

/** The error for a field that does not exist. */
export function unknownField(task: string, where: string, key: string, holder: unknown, names: string[]): TypeError {
  const got = `${quote(key)}: ${quote((holder as Record<string, unknown>)[key])}`;
  const hint = didYouMean(key, names);
  return new TypeError(`Cannot ${task}: ${where} must have only the fields ${names.join(", ")}, got ${got}${hint}`);
}

/** The error for a value that should be one of several names. */
export function notOneOf(task: string, where: string, value: unknown, names: readonly string[]): Error {
  const text = `Cannot ${task}: ${where} must be one of ${names.join(", ")}, got ${quote(value)}`;
  return typeof value === "string" ? new RangeError(text + didYouMean(value, names)) : new TypeError(text);
}
