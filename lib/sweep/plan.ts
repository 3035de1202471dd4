import { quote } from "../text/message.ts";
import type { ScenarioInput } from "../scenario/types.ts";

/** A value that an axis may take: any JSON value. */
export type AxisValue = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

/** A sweep as data: every combination of the axes' values over one scenario, several times. */
export interface SweepPlan {
  /** What all simulations share. Default: nothing but the preset's fields. */
  base?: ScenarioInput;
  /** Field of the scenario, as a path like `"vm.memoryBytes"` or `"preset"`, to the values it takes. */
  axes: Readonly<Record<string, readonly AxisValue[]>>;
  /** Repeats of each combination, 0 to `replicates` - 1, each with its own seed. Default 1. */
  replicates?: number;
}

/** One simulation of a sweep: plain data, so that it can run anywhere and in any order. */
export interface SweepTask {
  /** The value of each axis. */
  point: Record<string, AxisValue>;
  /** Which repeat this is, from 0. */
  replicate: number;
  /** What to simulate; its seed is made of the base's seed, the point and the replicate. */
  scenario: ScenarioInput;
}

/** More simulations than this are not one sweep: their rows would fill the memory of a small machine. */
const MAX_SIMULATIONS = 100_000;

/**
 * Lists the tasks of a plan: the last axis varies fastest, replicates faster still.
 *
 * @throws {TypeError} if `base` or `axes` is not an object, a seed is neither text nor whole number, an axis is not a
 *   non-empty list, or its path leads through something that is not an object
 * @throws {RangeError} if `replicates` is not a whole number from 1 to 100000, or all come to more than that
 */
export function tasksOf(plan: SweepPlan): SweepTask[] {
  checkPlan(plan);
  const { base = {}, axes, replicates = 1 } = plan;
  let points: Record<string, AxisValue>[] = [{}];
  for (const [path, values] of Object.entries(axes)) {
    points = points.flatMap((point) => values.map((value) => ({ ...point, [path]: value })));
  }
  return points.flatMap((point) =>
    Array.from({ length: replicates }, (_, replicate) => ({
      point,
      replicate,
      scenario: scenarioAt(base, point, replicate),
    }))
  );
}

/** Checks all of a plan that can be told without listing its tasks; throws as {@linkcode tasksOf} does. */
export function checkPlan({ base = {}, axes, replicates = 1 }: SweepPlan): void {
  requireObject("base", base);
  requireObject("axes", axes);
  if (
    typeof replicates !== "number" || !(Number.isInteger(replicates) && replicates >= 1) || replicates > MAX_SIMULATIONS
  ) {
    const Mistake = typeof replicates === "number" ? RangeError : TypeError;
    throw new Mistake(
      `Cannot sweep: replicates must be a whole number from 1 to ${MAX_SIMULATIONS}, got ${quote(replicates)}`,
    );
  }
  if (base.seed !== undefined) requireSeed("base.seed", base.seed);
  let simulations = replicates;
  for (const [path, values] of Object.entries(axes)) {
    if (!Array.isArray(values) || values.length === 0) {
      throw new TypeError(`Cannot sweep: axes.${path} must be a list of at least one value, got ${quote(values)}`);
    }
    if (path === "seed") { for (const seed of values) requireSeed("axes.seed", seed); }
    simulations *= values.length;
  }
  if (simulations > MAX_SIMULATIONS) {
    throw new RangeError(
      `Cannot sweep: the plan must come to at most ${MAX_SIMULATIONS} simulations, got ${simulations}`,
    );
  }
}

function requireObject(where: string, value: unknown): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw new TypeError(`Cannot sweep: ${where} must be an object, got ${quote(value)}`);
}

/** A seed becomes part of a text, in which an object or a list would be the same as many another. */
function requireSeed(where: string, seed: unknown): void {
  if (typeof seed === "string" || Number.isInteger(seed)) return;
  throw new TypeError(`Cannot sweep: ${where} must be a text or a whole number, got ${quote(seed)}`);
}

function scenarioAt(base: ScenarioInput, point: Record<string, AxisValue>, replicate: number): ScenarioInput {
  const scenario = structuredClone(base) as Record<string, unknown>;
  // A value is copied, for a later axis may lead into it.
  for (const [path, value] of Object.entries(point)) setPath(scenario, path, structuredClone(value));
  const seed = scenario.seed ?? 1;
  return { ...scenario, seed: `${seed}/${JSON.stringify(point)}/${replicate}` };
}

function setPath(scenario: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split(".");
  if (keys.includes("__proto__") || keys.includes("")) {
    throw new TypeError(`Cannot sweep: axes must be paths of fields, got "${path}"`);
  }
  let target = scenario;
  for (const [i, key] of keys.entries()) {
    if (Array.isArray(target) && !/^\d+$/.test(key)) {
      const list = keys.slice(0, i).join(".");
      throw new TypeError(
        `Cannot sweep: axes must lead through objects, got "${path}" where ${list} is a list: name its place, ` +
          `as in ${[list, 0, ...keys.slice(i)].join(".")}`,
      );
    }
    if (i === keys.length - 1) {
      target[key] = value;
      return;
    }
    const next = target[key] ??= {};
    if (typeof next !== "object") {
      throw new TypeError(`Cannot sweep: axes must lead through objects, got "${path}" under a ${typeof next}`);
    }
    target = next as Record<string, unknown>;
  }
}
