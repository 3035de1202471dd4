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

/**
 * Lists the tasks of a plan: the last axis varies fastest, replicates faster still.
 *
 * @throws {TypeError} if an axis is not a non-empty list, or its path leads through something that is not an object
 * @throws {RangeError} if `replicates` is not a whole number from 1 to a million
 */
export function tasksOf(plan: SweepPlan): SweepTask[] {
  const { base = {}, axes, replicates = 1 } = plan;
  if (!Number.isInteger(replicates) || replicates < 1 || replicates > 1e6) {
    throw new RangeError(`Cannot sweep: replicates must be a whole number from 1 to 1000000, got ${replicates}`);
  }
  let points: Record<string, AxisValue>[] = [{}];
  for (const [path, values] of Object.entries(axes)) {
    if (!Array.isArray(values) || values.length === 0) {
      throw new TypeError(
        `Cannot sweep: axes.${path} must be a list of at least one value, got ${JSON.stringify(values)}`,
      );
    }
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

function scenarioAt(base: ScenarioInput, point: Record<string, AxisValue>, replicate: number): ScenarioInput {
  const scenario = structuredClone(base) as Record<string, unknown>;
  // A value is copied, for a later axis may lead into it.
  for (const [path, value] of Object.entries(point)) setPath(scenario, path.split("."), structuredClone(value));
  const seed = scenario.seed ?? 1;
  return { ...scenario, seed: `${seed}/${JSON.stringify(point)}/${replicate}` };
}

function setPath(target: Record<string, unknown>, keys: string[], value: unknown): void {
  const [key, ...rest] = keys;
  if (key === "__proto__" || key === "") {
    throw new TypeError(`Cannot sweep: axes must be paths of fields, got "${keys.join(".")}"`);
  }
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const next = target[key] ??= {};
  if (typeof next !== "object") {
    throw new TypeError(`Cannot sweep: axes must lead through objects, got "${keys.join(".")}" under a ${typeof next}`);
  }
  setPath(next as Record<string, unknown>, rest, value);
}
