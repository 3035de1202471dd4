import { mistake, quote, unknownField } from "./message.ts";

/**
 * Checks that `options` is an object with no other fields than `names`, and that callbacks (`onProgress`) are functions.
 *
 * @param task the task in words, as in `"film"`
 * @param where the options in words
 * @throws {TypeError} if one is not
 */
export function checkOptions<T extends object>(
  task: string,
  options: T,
  names: readonly (keyof T & string)[],
  where = "options",
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(`Cannot ${task}: ${where} must be an object, got ${quote(options)}`);
  }
  for (const [key, value] of Object.entries(options)) {
    if (!names.some((name) => name === key)) throw unknownField(key, options, { task, where, names });
    if (/^on[A-Z]/.test(key) && value !== undefined && typeof value !== "function") {
      throw new TypeError(`Cannot ${task}: ${key} must be a function, got ${quote(value)}`);
    }
  }
}

/** @throws {TypeError | RangeError} if a value is not a whole number from 1 to `max` */
export function requireCount(value: unknown, { task, where, max }: { task: string; where: string; max: number }): void {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max) return;
  throw mistake(task, where, `a whole number from 1 to ${max}`, value);
}

/**
 * Seeds become part of a string, and different objects or lists could give the same string.
 *
 * @throws {TypeError} if a seed is neither a string nor a whole number
 */
export function requireSeed(task: string, where: string, seed: unknown): void {
  if (typeof seed === "string" || Number.isInteger(seed)) return;
  throw new TypeError(`Cannot ${task}: ${where} must be a string or a whole number, got ${quote(seed)}`);
}

/** @throws {TypeError} if a value is not a list of objects */
export function requireObjects(task: string, where: string, values: unknown, rule: string): void {
  const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!Array.isArray(values)) throw new TypeError(`Cannot ${task}: ${where} must be ${rule}, got ${quote(values)}`);
  const wrong = values.findIndex((value) => !isObject(value));
  if (wrong >= 0) {
    throw new TypeError(`Cannot ${task}: ${where} must be ${rule}, got ${quote(values[wrong])} at ${wrong}`);
  }
}
