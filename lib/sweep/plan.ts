import { parseScenario } from "../scenario/parse.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { quote } from "../text/message.ts";
import { checkOptions, requireCount, requireSeed } from "../text/require.ts";
import { setPath } from "./set-path.ts";

/** A value that an axis may take: any JSON value. */
export type AxisValue = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

/** Paths of scenario fields, such as `"vm.memoryBytes"` or `"preset"`, each with the values that it takes. */
export type SweepAxes = Readonly<Record<string, readonly AxisValue[]>>;

/** A sweep as data: every combination of the axes' values over one base scenario, repeated. */
export interface SweepPlan<Axes extends SweepAxes = SweepAxes> {
  /** The fields that all simulations share. Default: those of the default preset. */
  base?: ScenarioInput;
  /** The fields that vary. An axis may set a field within the values of an earlier axis, but may not replace them. */
  axes: Axes;
  /** Repeats of each combination, each with its own seed. Default 1. */
  replicates?: number;
}

/** One simulation of a sweep, as plain data. Tasks can run anywhere and in any order. */
export interface SweepTask {
  /** The value of each axis. */
  point: Record<string, AxisValue>;
  /** Index of the repeat, from 0. */
  replicate: number;
  /** The scenario to simulate. Its seed consists of the base's seed, the point and the replicate. */
  scenario: ScenarioInput;
}

const FIELDS = ["base", "axes", "replicates"] as const;

/** The rows of a larger sweep would fill the memory of a small machine. */
const MAX_SIMULATIONS = 100_000;

/**
 * Checks a plan of unknown shape, and every scenario of it, before the first is simulated.
 *
 * @throws {TypeError | RangeError} naming the field, the value and what is allowed
 */
export function parsePlan(input: unknown): SweepPlan {
  const plan = input as SweepPlan;
  checkOptions("read plan", plan, FIELDS, "it");
  // Checks the plan before its replicates are set to 1: replicates differ in their seeds only.
  checkPlan(plan);
  for (const { scenario } of tasksOf({ ...plan, replicates: 1 })) parseScenario(scenario);
  return plan;
}

/**
 * Lists the tasks of a plan. The replicate varies fastest, then the last axis.
 *
 * @throws {TypeError} if the plan has another field, `base` or `axes` is not an object, a seed is neither text nor whole
 *   number, an axis is not a non-empty list of different JSON values, its path leads through a value that is not an object,
 *   or it would replace the values of an earlier axis
 * @throws {RangeError} if `replicates` is not a whole number from 1 to 100000, or the plan has more simulations than that
 *
 * @example
 * ```ts
 * import { tasksOf } from "@pageferry/pageferry/sweep";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = tasksOf({ axes: { "vm.vcpus": [1, 2], "migration.engine": ["pre-copy", "post-copy"] } });
 * assertEquals(tasks.map(({ point }) => point["vm.vcpus"]), [1, 1, 2, 2]);
 * ```
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

function scenarioAt(base: ScenarioInput, point: Record<string, AxisValue>, replicate: number): ScenarioInput {
  const scenario = structuredClone(base) as Record<string, unknown>;
  // Values are cloned because a later axis may set a field within them.
  for (const [path, value] of Object.entries(point)) setPath(scenario, path, structuredClone(value));
  const seed = scenario.seed ?? 1;
  return { ...scenario, seed: `${seed}/${JSON.stringify(point)}/${replicate}` };
}

/** Checks everything in a plan that does not depend on its list of tasks. */
function checkPlan(plan: SweepPlan): void {
  checkOptions("sweep", plan, FIELDS, "plan");
  const { base = {}, axes, replicates = 1 } = plan;
  requireObject("base", base);
  requireObject("axes", axes);
  requireCount(replicates, { task: "sweep", where: "replicates", max: MAX_SIMULATIONS });
  requireJson("base", base);
  if (base.seed !== undefined) requireSeed("sweep", "base.seed", base.seed);
  let simulations = replicates;
  for (const [path, values] of Object.entries(axes)) {
    if (!Array.isArray(values) || values.length === 0) {
      throw new TypeError(`Cannot sweep: axes.${path} must be a list of at least one value, got ${quote(values)}`);
    }
    for (const value of values) {
      if (path === "seed") requireSeed("sweep", "axes.seed", value);
      requireJson(`axes.${path}`, value);
    }
    requireDifferent(path, values);
    simulations *= values.length;
  }
  requireNoOverwriting(Object.keys(axes));
  if (simulations > MAX_SIMULATIONS) {
    throw new RangeError(
      `Cannot sweep: the plan must have at most ${MAX_SIMULATIONS} simulations, got ${simulations}`,
    );
  }
}

function requireObject(where: string, value: unknown): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw new TypeError(`Cannot sweep: ${where} must be an object, got ${quote(value)}`);
}

function requireJson(where: string, value: unknown): void {
  try {
    structuredClone(value);
    JSON.stringify(value);
  } catch {
    throw new TypeError(`Cannot sweep: ${where} must contain only JSON values, got ${quote(value)}`);
  }
}

/** Equal values would have the same seed and count as replicates. */
function requireDifferent(path: string, values: readonly AxisValue[]): void {
  const seen = new Set<string>();
  for (const value of values) {
    const text = JSON.stringify(value);
    if (seen.has(text)) {
      throw new TypeError(`Cannot sweep: axes.${path} must be a list of different values, got ${quote(value)} twice`);
    }
    seen.add(text);
  }
}

/** A later axis that sets a whole part would replace the values of an earlier axis within it. */
function requireNoOverwriting(paths: readonly string[]): void {
  for (const [i, path] of paths.entries()) {
    const earlier = paths.slice(0, i).find((other) => other.startsWith(`${path}.`));
    if (earlier !== undefined) {
      throw new TypeError(
        `Cannot sweep: axes.${path} must come before axes.${earlier}, got it after: it would replace that axis's values`,
      );
    }
  }
}
