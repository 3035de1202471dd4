import { parseArgs } from "node:util";
import { didYouMean } from "../lib/text/did-you-mean.ts";

/** The flags of a command by name: whether each takes a value. `--help` and `-h` are always there. */
export type FlagKinds = Readonly<Record<string, "boolean" | "string">>;

/** What the arguments of a command come to. */
export interface ParsedFlags {
  /** The help is asked for. */
  help: boolean;
  /** Flags without a value that were given. */
  given: ReadonlySet<string>;
  /** The values of the others. */
  values: ReadonlyMap<string, string>;
  /** What is not a flag: files. */
  files: string[];
}

/**
 * Splits the arguments of `command` into flags and files.
 *
 * @throws {TypeError} if a flag is unknown, or lacks a value, or has one that it must not have, or has two
 */
export function parseFlags(command: string, args: string[], kinds: FlagKinds): ParsedFlags {
  const known: FlagKinds = { ...kinds, help: "boolean" };
  const options = Object.fromEntries(Object.entries(known).map(([name, type]) => [name, { type }]));
  // Not strict: the checks below say what is allowed, and in our words.
  const { tokens } = parseArgs({
    args,
    options: { ...options, help: { type: "boolean", short: "h" } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Set<string>();
  const values = new Map<string, string>();
  const files: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") files.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    if (!Object.hasOwn(known, name)) {
      const names = Object.keys(known).map((flag) => `--${flag}`);
      throw new TypeError(
        `Cannot ${command}: a flag must be one of ${names.join(", ")}, got ${rawName}${didYouMean(rawName, names)}`,
      );
    }
    if (known[name] === "boolean") {
      if (value !== undefined) throw new TypeError(`Cannot ${command}: ${rawName} must have no value, got ${value}`);
      given.add(name);
    } else if (value === undefined || value === "" || (!inlineValue && value.startsWith("--"))) {
      throw new TypeError(`Cannot ${command}: ${rawName} must have a value, got ${value || "nothing"}`);
    } else if (values.has(name)) {
      throw new TypeError(`Cannot ${command}: ${rawName} must be given once, got ${values.get(name)} and ${value}`);
    } else values.set(name, value);
  }
  return { help: given.has("help"), given, values, files };
}

/**
 * The one file that a command wants.
 *
 * @throws {TypeError} if there is none, or more than one
 */
export function onlyFile(command: string, files: readonly string[]): string {
  if (files.length === 1) return files[0];
  const got = files.length === 0 ? "nothing" : files.join(" ");
  throw new TypeError(`Cannot ${command}: the argument must be one JSON file, or - for standard input, got ${got}`);
}

/**
 * The file that a command may be given.
 *
 * @throws {TypeError} if there is more than one
 */
export function atMostOneFile(command: string, files: readonly string[]): string | undefined {
  if (files.length <= 1) return files[0];
  throw new TypeError(`Cannot ${command}: there must be at most one file, got ${files.join(" ")}`);
}

/** @throws {TypeError} if there are files where a command wants none */
export function noFiles(command: string, files: readonly string[]): void {
  if (files.length > 0) throw new TypeError(`Cannot ${command}: there must be no argument but flags, got ${files[0]}`);
}

/**
 * The whole number that a flag gives, or `otherwise`.
 *
 * @throws {RangeError} if it is not a whole number from `min` to `max`
 */
export function wholeNumber(
  command: string,
  { values }: ParsedFlags,
  name: string,
  { min, max, otherwise }: { min: number; max: number; otherwise: number },
): number {
  const text = values.get(name);
  if (text === undefined) return otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new RangeError(`Cannot ${command}: --${name} must be a whole number from ${min} to ${max}, got ${text}`);
}

/**
 * The fraction that a flag gives; `undefined` if it is not given.
 *
 * @throws {RangeError} if it is not a number from 0 to 1
 */
export function fraction(command: string, flags: ParsedFlags, name: string): number | undefined {
  const text = flags.values.get(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new RangeError(`Cannot ${command}: --${name} must be a number from 0 to 1, got ${text}`);
}
