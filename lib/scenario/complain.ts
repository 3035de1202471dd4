import type { z } from "zod";

/** Shows a value in an error message: as JSON, shortened; `nothing` where it is missing. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
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
 */
export function complaint(task: string, where: string, error: z.ZodError, input: unknown): Error {
  const issue = error.issues[0];
  const path = [where, ...issue.path.map(String)].filter((part) => part !== "").join(".");
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], input);
  if (issue.code === "unrecognized_keys") {
    const name = path === "" ? issue.keys[0] : `${path}.${issue.keys[0]}`;
    return new TypeError(`Cannot ${task}: ${name} must be left out, for there is no such field`);
  }
  if (issue.code === "invalid_type") {
    const article = /^[aeiou]/.test(issue.expected) ? "an" : "a";
    return new TypeError(`Cannot ${task}: ${path || "it"} must be ${article} ${issue.expected}, got ${show(value)}`);
  }
  const text = `Cannot ${task}: ${path} ${issue.message}, got ${show(value)}`;
  const wrongType = typeof value !== "number" && !issue.message.startsWith("must be one of");
  return wrongType ? new TypeError(text) : new RangeError(text);
}
