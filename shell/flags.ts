import { parseArgs } from "@std/cli/parse-args";
import { didYouMean } from "../lib/text/did-you-mean.ts";

/** A flag or an argument of a command: how it is read and what the help says about it. */
export interface Flag<T> {
  /** `switch`: a flag without a value; `value`: a flag with one; `argument`: a word without dashes. */
  form: "switch" | "value" | "argument";
  help: string;
  /** The name of the value in the help, such as `N`. */
  value: string;
  shown?: string;
  /** The text to read if the flag is given without a value. By default a value is required. */
  bare?: string;
  required?: boolean;
  /** The names that an argument can have, for the message if it is missing. */
  choices?: readonly string[];
  /** Whether the flag may be repeated, or the argument takes all remaining words. */
  many?: boolean;
  /** Reads the strings that were given, possibly none. `name` is for messages. */
  read(texts: readonly string[], name: string): T;
}

/** The flags and arguments of a command by key: `maxError` is `--max-error` on the command line. */
export type Flags = Readonly<Record<string, Flag<unknown>>>;

/** The values of flags and arguments, by key. */
export type FlagValues<F extends Flags> = { [K in keyof F]: F[K] extends Flag<infer T> ? T : never };

/** Options of a flag with a value. */
export interface ValueOptions<D> {
  /** The name of the value in the help. */
  value?: string;
  /** The value of a flag that is not given. */
  default?: D;
  /** The default in the help, if it is not simply `default`. */
  shown?: string;
}

/** Options of a flag with a number. */
export interface NumberOptions<D> extends ValueOptions<D> {
  min?: number;
  max?: number;
  /** The value of the flag if it is given without one. Only digits after the flag are then read as its value. */
  bare?: number;
}

/** A flag without a value. */
export function toggle(help: string): Flag<boolean> {
  return { form: "switch", help, value: "", read: (texts) => texts.length > 0 };
}

/** An argument that is required. */
export function argument(help: string, { value }: { value: string }): Flag<string> {
  return { form: "argument", help, value, required: true, read: ([text]) => text };
}

/** An argument that may be left out. */
export function optionalArgument(help: string, { value }: { value: string }): Flag<string | undefined> {
  return { form: "argument", help, value, read: ([text]) => text };
}

/** All remaining words. */
export function restArguments(help: string, { value }: { value: string }): Flag<readonly string[]> {
  return { form: "argument", help, value, many: true, read: (texts) => texts };
}

/** An argument that is required and must be one of several names. */
export function choiceArgument<T extends string>(
  help: string,
  { value, choices }: { value: string; choices: readonly T[] },
): Flag<T> {
  const flag = argument(help, { value });
  return { ...flag, choices, read: ([text], name) => oneOf(text, name, choices) };
}

/** A flag with a string, such as a file. */
export function text<D extends string | undefined>(help: string, options: ValueOptions<D> = {}): Flag<string | D> {
  return valueFlag(help, { value: "TEXT", ...options }, (text) => text);
}

/** A flag with one of several names. */
export function choice<T extends string, D extends T | undefined>(
  help: string,
  { choices, ...options }: ValueOptions<D> & { choices: readonly T[] },
): Flag<T | D> {
  return valueFlag(help, { value: "NAME", ...options }, (text, name) => oneOf(text, name, choices));
}

/** A flag with a whole number. */
export function wholeNumber<D extends number | undefined>(
  help: string,
  options: NumberOptions<D> = {},
): Flag<number | D> {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, bare } = options;
  const flag = valueFlag(help, { value: "N", ...options }, (text, name) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    throw new RangeError(`${name} must be a whole number from ${min} to ${max}, got ${text}`);
  });
  return bare === undefined ? flag : { ...flag, bare: `${bare}` };
}

/** A flag with a number; a fraction is a number from 0 to 1. */
export function number<D extends number | undefined>(help: string, options: NumberOptions<D> = {}): Flag<number | D> {
  const { min = -Infinity, max = Infinity } = options;
  const limits = Number.isFinite(min) ? ` from ${min} to ${max}` : "";
  return valueFlag(help, { value: "X", ...options }, (text, name) => {
    const value = text.trim() === "" ? NaN : Number(text);
    if (value >= min && value <= max && Number.isFinite(value)) return value;
    throw new RangeError(`${name} must be a number${limits}, got ${text}`);
  });
}

/** The same flag, given any number of times. */
export function repeated<T>(flag: Flag<T>): Flag<NonNullable<T>[]> {
  return {
    ...flag,
    help: `${flag.help}; may be repeated`,
    many: true,
    read: (texts, name) => texts.map((text) => flag.read([text], name)!),
  };
}

/** A flag with a value that `read` parses. */
export function valueFlag<T, D extends T | undefined>(
  help: string,
  options: ValueOptions<D> & { value: string },
  read: (text: string, name: string) => T,
): Flag<T | D> {
  const { value, default: otherwise, shown = otherwise } = options;
  return {
    form: "value",
    help,
    value,
    ...(shown === undefined ? {} : { shown: `${shown}` }),
    read: ([text], name) => text === undefined ? otherwise as D : read(text, name),
  };
}

function oneOf<T extends string>(text: string, name: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new RangeError(`${name} must be one of ${choices.join(", ")}, got ${text}${didYouMean(text, choices)}`);
}

/** A flag as it is typed: `maxError` is `--max-error`. */
export function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/**
 * Reads the words of a command line.
 *
 * @throws {TypeError} if a flag is unknown, lacks its value, has a value it does not take, or is repeated, or if an argument
 * is missing or unexpected
 * @throws {RangeError} if a value is out of range
 */
export function parseFlags<F extends Flags>(words: readonly string[], flags: F): FlagValues<F> {
  const entries = Object.entries(flags);
  const byName = new Map(
    entries.filter(([, { form }]) => form !== "argument").map(([key, flag]) => [flagName(key), flag]),
  );
  const joined = withNegatives(words, byName);
  const args = joined.map((word, i) => checked(word, { next: joined[i + 1], isFlag: isBefore(joined, i), byName }));
  const names = (form: Flag<unknown>["form"]) =>
    Array.from(byName).filter(([, flag]) => flag.form === form).map(([name]) => name.slice(2));
  const parsed = parseArgs(args, {
    boolean: names("switch"),
    string: [...names("value"), "_"],
    collect: names("value"),
  });
  const rest = [...parsed._] as string[];
  const values = entries.map(([key, flag]) => {
    if (flag.form === "argument") return [key, flag.read(argumentTexts(flag, rest), flag.value)];
    const name = flagName(key);
    const given = parsed[name.slice(2)];
    if (flag.form === "switch") return [key, flag.read(given ? [name] : [], name)];
    return [key, flag.read(valueTexts(flag, given as string[], name), name)];
  });
  if (rest.length > 0) throw new TypeError(`unexpected argument: ${rest[0]}`);
  return Object.fromEntries(values);
}

/** Whether a word stands before `--`, after which no word is a flag. */
function isBefore(words: readonly string[], i: number): boolean {
  const end = words.indexOf("--");
  return end < 0 || i < end;
}

/** The words with a negative number after a flag joined to it, so that it is not taken for a flag: `--cap=-1`. */
function withNegatives(words: readonly string[], byName: ReadonlyMap<string, Flag<unknown>>): string[] {
  const joined: string[] = [];
  for (const [i, word] of words.entries()) {
    const before = joined.at(-1) ?? "";
    const isNumber = /^-\.?\d/.test(word) && isBefore(words, i) && byName.get(before)?.form === "value";
    if (isNumber) joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}

/** The word as it is passed to `parseArgs`, which would accept unknown flags and values of switches. */
function checked(
  word: string,
  { next = "", isFlag, byName }: { next?: string; isFlag: boolean; byName: ReadonlyMap<string, Flag<unknown>> },
): string {
  if (!isFlag || !/^-./s.test(word)) return word;
  const [, name, value] = /^([^=]+)(?:=(.*))?$/s.exec(word) ?? ["", word];
  const flag = byName.get(name);
  if (flag === undefined) {
    throw new TypeError(`unknown flag ${name}${didYouMean(name, Array.from(byName.keys())) || "; see --help"}`);
  }
  if (flag.form === "switch" && value !== undefined) throw new TypeError(`${name} takes no value (got ${value})`);
  return flag.bare !== undefined && value === undefined && !/^\d+$/.test(next) ? `${word}=` : word;
}

function valueTexts(flag: Flag<unknown>, given: readonly string[], name: string): readonly string[] {
  const texts = given.map((text) => text === "" ? flag.bare ?? "" : text);
  if (texts.includes("")) throw new TypeError(`${name} needs a value`);
  if (texts.length > 1 && !flag.many) {
    throw new TypeError(`${name} is given twice (${texts.slice(0, 2).join(" and ")})`);
  }
  return texts;
}

/** Removes the words of an argument from `rest`. */
function argumentTexts(flag: Flag<unknown>, rest: string[]): readonly string[] {
  const texts = rest.splice(0, flag.many ? rest.length : 1);
  if (texts.includes("")) throw new TypeError(`${flag.value} is empty; see --help`);
  if (flag.required && texts.length === 0) {
    const names = flag.choices === undefined ? "; see --help" : ` (one of ${flag.choices.join(", ")})`;
    throw new TypeError(`missing argument: ${flag.value}${names}`);
  }
  return texts;
}
