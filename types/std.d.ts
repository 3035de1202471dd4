/**
 * Types of the parts of Deno std that the project uses. The npm package `deno-std` ships without types; these declarations
 * make `deno check` find a wrong call. If you can use JSR, map the same names to `jsr:@std/…` and delete this file.
 */

declare module "@std/assert" {
  // deno-lint-ignore no-explicit-any
  type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

  export class AssertionError extends Error {}
  export function assert(expr: unknown, msg?: string): asserts expr;
  export function assertAlmostEquals(actual: number, expected: number, tolerance?: number, msg?: string): void;
  export function assertEquals<T>(actual: T, expected: T, msg?: string): void;
  export function assertMatch(actual: string, expected: RegExp, msg?: string): void;
  export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void;
  export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void;
  export function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void;
  export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
  export function assertRejects<E extends Error>(
    fn: () => PromiseLike<unknown>,
    error: ErrorClass<E>,
    msgIncludes?: string,
    msg?: string,
  ): Promise<E>;
  export function assertStrictEquals<T>(actual: unknown, expected: T, msg?: string): asserts actual is T;
  export function assertThrows(fn: () => unknown, msg?: string): unknown;
  export function assertThrows<E extends Error>(
    fn: () => unknown,
    error: ErrorClass<E>,
    msgIncludes?: string,
    msg?: string,
  ): E;
  export function fail(msg?: string): never;
}

// One entry per module: `async/mod.js` of deno-std 1.4.0 imports a file that the package does not contain.
declare module "@std/async/debounce" {
  export interface DebouncedFunction<T extends unknown[]> {
    (...args: T): void;
    clear(): void;
    flush(): void;
    readonly pending: boolean;
  }
  export function debounce<T extends unknown[]>(
    fn: (this: DebouncedFunction<T>, ...args: T) => void,
    wait: number,
    options?: { signal?: AbortSignal },
  ): DebouncedFunction<T>;
}

declare module "@std/async/deadline" {
  export interface DeadlineOptions {
    signal?: AbortSignal;
  }
  export function deadline<T>(p: Promise<T>, ms: number, options?: DeadlineOptions): Promise<T>;
}

declare module "@std/async/delay" {
  export interface DelayOptions {
    signal?: AbortSignal;
    persistent?: boolean;
  }
  export function delay(ms: number, options?: DelayOptions): Promise<void>;
}

declare module "@std/async/retry" {
  export interface RetryOptions {
    multiplier?: number;
    maxTimeout?: number;
    maxAttempts?: number;
    minTimeout?: number;
    jitter?: number;
    isRetriable?: (error: unknown) => boolean;
    signal?: AbortSignal;
  }
  export class RetryError extends Error {
    readonly cause: unknown;
  }
  export function retry<T>(fn: () => T | Promise<T>, options?: RetryOptions): Promise<T>;
}

declare module "@std/bytes/concat" {
  export function concat(buffers: readonly Uint8Array[]): Uint8Array<ArrayBuffer>;
}

declare module "@std/cli/parse-args" {
  export interface ParseOptions {
    "--"?: boolean;
    alias?: Readonly<Record<string, string | readonly string[]>>;
    boolean?: boolean | readonly string[];
    collect?: readonly string[];
    default?: Readonly<Record<string, unknown>>;
    negatable?: readonly string[];
    stopEarly?: boolean;
    string?: readonly string[];
    unknown?: (arg: string, key?: string, value?: unknown) => unknown;
  }
  export type Args = { _: (string | number)[]; "--"?: string[] } & Record<string, unknown>;
  export function parseArgs(args: readonly string[], options?: ParseOptions): Args;
}

declare module "@std/collections" {
  export function chunk<T>(array: Iterable<T>, size: number): T[][];
  export function filterValues<T>(
    record: Readonly<Record<string, T>>,
    predicate: (value: T) => boolean,
  ): Record<string, T>;
  export function mapKeys<T>(
    record: Readonly<Record<string, T>>,
    transformer: (key: string) => string,
  ): Record<string, T>;
  export function mapValues<T, O>(record: Readonly<Record<string, T>>, transformer: (value: T) => O): Record<string, O>;
  export function omit<T extends object, K extends keyof T>(obj: Readonly<T>, keys: readonly K[]): Omit<T, K>;
  export function pick<T extends object, K extends keyof T>(obj: Readonly<T>, keys: readonly K[]): Pick<T, K>;
}

declare module "@std/encoding" {
  export function encodeBase64(data: ArrayBuffer | Uint8Array | string): string;
  export function decodeBase64(b64: string): Uint8Array;
}

declare module "@std/html" {
  export function escape(str: string): string;
}

declare module "@std/jsonc" {
  export function parse(text: string): unknown;
}

declare module "@std/path" {
  export const DELIMITER: ":" | ";";
  export function basename(path: string | URL, suffix?: string): string;
  export function dirname(path: string | URL): string;
  export function fromFileUrl(url: string | URL): string;
  export function join(path?: string | URL, ...paths: string[]): string;
  export function relative(from: string, to: string): string;
  export function resolve(...pathSegments: string[]): string;
  export function toFileUrl(path: string): URL;
}

declare module "@std/semver" {
  export interface SemVer {
    major: number;
    minor: number;
    patch: number;
    prerelease?: (string | number)[];
    build?: string[];
  }
  export function compare(version1: SemVer, version2: SemVer): -1 | 0 | 1;
  export function format(version: SemVer): string;
  export function greaterOrEqual(version1: SemVer, version2: SemVer): boolean;
  export function parse(value: string): SemVer;
}

declare module "@std/streams" {
  export class TextLineStream implements TransformStream<string, string> {
    constructor(options?: { allowCR?: boolean });
    readonly readable: ReadableStream<string>;
    readonly writable: WritableStream<string>;
  }
  export function toText(stream: ReadableStream<string | Uint8Array>): Promise<string>;
}

declare module "@std/text" {
  type CompareStrings = (a: string, b: string) => number;
  export function closestString(
    givenWord: string,
    possibleWords: readonly string[],
    options?: { caseSensitive?: boolean; compareFn?: CompareStrings },
  ): string;
  export function levenshteinDistance(str1: string, str2: string): number;
  export function toPascalCase(input: string): string;
}

declare module "@std/json/canonicalize" {
  export function canonicalize(value: unknown): string;
}

declare module "@std/csv/parse" {
  export function parse(text: string): string[][];
}

declare module "@std/csv/stringify" {
  export function stringify(rows: readonly (readonly unknown[])[], options: { headers: false }): string;
}

declare module "@std/yaml/parse" {
  export function parse(content: string): unknown;
}
