import { mistake, quote, unknownField } from "../text/message.ts";
import { requireCount, requireSeed } from "../text/require.ts";
import { canonicalize } from "@std/json/canonicalize";

/** A value that an axis may take: any JSON value. */
export type AxisValue = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

/** Evenly spaced numbers, as an axis of a plan. */
export interface AxisRange {
  /** The first value. */
  from: number;
  /** The last value. */
  to: number;
  /** Number of values, both ends included: from 1 to 100000. With one step, only `from` is used. */
  steps: number;
  /** `log`: equal ratios between values, with both ends above 0. Default `linear`: equal differences. */
  scale?: "linear" | "log";
  /** Each value is rounded to a multiple of this number, such as 4096 for memory in bytes. Default: no rounding. */
  multipleOf?: number;
}

/** Paths of scenario fields, such as `"vm.memoryBytes"` or `"preset"`, each with a list or range of its values. */
export type SweepAxes = Readonly<Record<string, readonly AxisValue[] | AxisRange>>;

/** Fields that take their values together, at one place in the order of tasks. */
export interface Axis {
  readonly paths: readonly string[];
  /** Number of values. */
  readonly length: number;
  /** The values of each path. */
  readonly values: readonly (readonly AxisValue[])[];
}

/** The most values of an axis, and the most replicates. */
export const MAX_VALUES = 100_000;

/**
 * Checks the axes of a plan and joins those that are linked.
 *
 * @throws {TypeError | RangeError} naming the axis, the value and what is allowed
 */
export function parseAxes(axes: SweepAxes, linked: readonly (readonly string[])[]): Axis[] {
  const values = new Map(Object.entries(axes).map(([path, given]) => [path, valuesOf(path, given)]));
  const paths = Array.from(values.keys());
  requireNoPrefix(paths);
  const groups = paths.map((path) => [path]);
  for (const names of linked) {
    requireLinkable(names, values, linked);
    const first = groups.findIndex(([path]) => names.includes(path));
    groups[first] = paths.filter((path) => names.includes(path));
    for (const other of groups[first].slice(1)) groups.splice(groups.findIndex(([path]) => path === other), 1);
  }
  return groups.map((paths) => {
    const lists = paths.map((path) => values.get(path)!);
    requireDifferent(paths, lists);
    return { paths, length: lists[0].length, values: lists };
  });
}

function valuesOf(path: string, given: unknown): readonly AxisValue[] {
  const where = `axes.${path}`;
  const isRange = typeof given === "object" && given !== null && !Array.isArray(given);
  if (isRange) return rangeValues(where, given as AxisRange);
  if (!Array.isArray(given) || given.length === 0) {
    throw new TypeError(`Cannot sweep: ${where} must be a list of at least one value, got ${quote(given)}`);
  }
  for (const value of given) {
    if (path === "seed") requireSeed("sweep", where, value);
    requireJson(where, value);
  }
  return given;
}

const RANGE_FIELDS = ["from", "to", "steps", "scale", "multipleOf"];

function rangeValues(where: string, range: AxisRange): number[] {
  for (const key of Object.keys(range)) {
    if (!RANGE_FIELDS.includes(key)) throw unknownField(key, range, { task: "sweep", where, names: RANGE_FIELDS });
  }
  const { from, to, steps, scale = "linear", multipleOf } = range;
  if (scale !== "linear" && scale !== "log") throw mistake("sweep", `${where}.scale`, "linear or log", scale);
  for (const [name, value] of Object.entries({ from, to })) {
    if (!Number.isFinite(value)) throw mistake("sweep", `${where}.${name}`, "a number", value);
    if (scale === "log" && value <= 0) throw mistake("sweep", `${where}.${name}`, "above 0 on a log scale", value);
  }
  requireCount(steps, { task: "sweep", where: `${where}.steps`, max: MAX_VALUES });
  if (multipleOf !== undefined && !(multipleOf > 0 && Number.isFinite(multipleOf))) {
    throw mistake("sweep", `${where}.multipleOf`, "a number above 0", multipleOf);
  }
  return Array.from({ length: steps }, (_, i) => {
    const share = steps === 1 ? 0 : i / (steps - 1);
    // The ends are exact: a power may be off by a rounding error.
    const between = scale === "log" ? from * (to / from) ** share : from + (to - from) * share;
    const value = share === 0 ? from : share === 1 ? to : between;
    return multipleOf === undefined ? value : Math.round(value / multipleOf) * multipleOf;
  });
}

/** Whether a value survives as JSON: no functions, cycles or NaN. */
export function requireJson(where: string, value: unknown): void {
  try {
    structuredClone(value);
    canonicalize(value);
  } catch {
    throw new TypeError(`Cannot sweep: ${where} must contain only JSON values, got ${quote(value)}`);
  }
}

/** Equal values would have the same seed and count as replicates. */
function requireDifferent(paths: readonly string[], lists: readonly (readonly AxisValue[])[]): void {
  const seen = new Set<string>();
  for (let i = 0; i < lists[0].length; i++) {
    const values = lists.map((list) => list[i]);
    const text = canonicalize(values);
    if (seen.has(text)) {
      const where = paths.map((path) => `axes.${path}`).join(" with ");
      const got = quote(paths.length === 1 ? values[0] : values);
      throw new TypeError(`Cannot sweep: ${where} must be a list of different values, got ${got} twice`);
    }
    seen.add(text);
  }
}

/** An axis that sets a whole part would replace the values of an axis within it. */
function requireNoPrefix(paths: readonly string[]): void {
  for (const path of paths) {
    const within = paths.find((other) => other.startsWith(`${path}.`));
    if (within !== undefined) {
      throw new TypeError(
        `Cannot sweep: axes.${path} sets the whole part that axes.${within} is in; remove one of them`,
      );
    }
  }
}

function requireLinkable(
  names: readonly string[],
  values: ReadonlyMap<string, readonly AxisValue[]>,
  linked: readonly (readonly string[])[],
): void {
  if (!Array.isArray(names) || names.length < 2) {
    throw mistake("sweep", "linked", "a list of lists of at least two axes", names);
  }
  const all = linked.flat();
  for (const name of names) {
    if (!values.has(name)) {
      throw mistake("sweep", "linked", `lists of axes (${Array.from(values.keys()).join(", ")})`, name);
    }
    if (all.indexOf(name) !== all.lastIndexOf(name)) {
      throw new TypeError(`Cannot sweep: linked must name each axis once, got ${quote(name)} twice`);
    }
  }
  const lengths = names.map((name) => values.get(name)!.length);
  const other = lengths.findIndex((length) => length !== lengths[0]);
  if (other > 0) {
    throw new RangeError(
      `Cannot sweep: linked axes must have equally many values, got ${lengths[0]} of ${names[0]} and ${
        lengths[other]
      } of ${names[other]}`,
    );
  }
}
