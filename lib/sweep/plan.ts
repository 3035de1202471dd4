import { canonicalize } from "@std/json/canonicalize";
import { parseScenario } from "../scenario/parse.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { mistake, notOneOf, quote } from "../text/message.ts";
import { checkOptions, requireCount, requireSeed } from "../text/require.ts";
import { type Axis, type AxisValue, MAX_VALUES, parseAxes, requireJson, type SweepAxes } from "./axes.ts";
import { setPath } from "./set-path.ts";

/** A sweep as data: every combination of the axes' values over one base scenario, repeated. */
export interface SweepPlan<Axes extends SweepAxes = SweepAxes> {
  /** The fields that all simulations share. Default: those of the default preset. */
  base?: ScenarioInput;
  /** The fields that vary, each with a list or range of values. No axis may set a part that another axis is in. */
  axes: Axes;
  /** Lists of axes that take their values together: the first value of each, the second of each, and on. */
  linked?: readonly (readonly string[])[];
  /** Repeats of each combination, each with its own seed. Default 1. */
  replicates?: number;
  /** Seed of the plan, a string or a whole number. Default: that of the base, or 1. */
  seed?: string | number;
  /**
   * Axes whose values are compared on the same guest: tasks that differ only in these axes, or in axes linked to them, have
   * the same seed. Default `["migration.engine"]`.
   */
  compared?: readonly string[];
}

/** One simulation of a sweep, as plain data. Tasks can run anywhere and in any order. */
export interface SweepTask {
  /** The value of each axis. */
  point: Record<string, AxisValue>;
  /** Index of the repeat, from 0. */
  replicate: number;
  /** The scenario to simulate. Its seed consists of the plan's seed, the point without compared axes, and the replicate. */
  scenario: ScenarioInput;
}

/** The tasks of a plan in order. Each is made when it is asked for, so a million tasks take no memory. */
export interface TaskList {
  /** Number of tasks. */
  readonly length: number;
  /** The values of each axis by its path, in the order of the plan. */
  readonly axes: Readonly<Record<string, readonly AxisValue[]>>;
  /** The task at an index from 0. */
  at(index: number): SweepTask;
  /** The point and the replicate of the task at an index, which identify it. */
  key(index: number): Pick<SweepTask, "point" | "replicate">;
}

const FIELDS = ["base", "axes", "linked", "replicates", "seed", "compared"] as const;

/** The most tasks of a plan. */
export const MAX_TASKS = 1_000_000;

/** The most tasks that are listed at once: more would fill the memory of a small machine. */
export const MAX_LISTED = 100_000;

/** Axes compared by default. They may be missing from a plan. */
const COMPARED: readonly string[] = ["migration.engine"];

/**
 * Checks a plan of unknown shape, and every scenario of it, before the first is simulated.
 *
 * @throws {TypeError | RangeError} naming the field, the value and what is allowed
 */
export function parsePlan(input: unknown): SweepPlan {
  const plan = input as SweepPlan;
  checkOptions("read plan", plan, FIELDS, "it");
  // Checks the plan before its replicates are set to 1: replicates differ in their seeds only.
  taskList(plan, MAX_LISTED);
  const points = taskList({ ...plan, replicates: 1 });
  for (let i = 0; i < points.length; i++) parseScenario(points.at(i).scenario);
  return plan;
}

/**
 * Lists the tasks of a plan. The replicate varies fastest, then the last axis.
 *
 * @throws {TypeError} if the plan has another field, `base` or `axes` is not an object, a seed is neither text nor whole
 *   number, an axis is not a range or a non-empty list of different JSON values, its path leads through a value that is not
 *   an object, or it sets a part that another axis is in
 * @throws {RangeError} if `replicates` is not a whole number from 1 to 100000, or the plan has more simulations than that
 *
 * @example
 * ```ts
 * import { tasksOf } from "@pageferry/pageferry/sweep";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = tasksOf({ axes: { "vm.vcpus": [1, 2], "migration.engine": ["pre-copy", "post-copy"] } });
 * assertEquals(tasks.map(({ point }) => point["vm.vcpus"]), [1, 1, 2, 2]);
 * assertEquals(tasks[0].scenario.seed, tasks[1].scenario.seed);
 * ```
 */
export function tasksOf(plan: SweepPlan): SweepTask[] {
  const tasks = taskList(plan, MAX_LISTED);
  return Array.from({ length: tasks.length }, (_, i) => tasks.at(i));
}

/**
 * The tasks of a plan, made when they are asked for.
 *
 * @param mostTasks the most tasks that the plan may have
 * @throws {TypeError | RangeError} as `tasksOf` does; a plan may have a million tasks
 */
export function taskList(plan: SweepPlan, mostTasks: number = MAX_TASKS): TaskList {
  const { base, seed, axes, compared, replicates } = checkPlan(plan, mostTasks);
  const combinations = axes.reduce((product, { length }) => product * length, 1);
  const paths = Object.keys(plan.axes);
  const keyPaths = paths.filter((path) => !compared.includes(path));
  const key = (index: number) => ({
    point: pointAt(axes, paths, Math.floor(index / replicates)),
    replicate: index % replicates,
  });
  const at = (index: number): SweepTask => {
    const { point, replicate } = key(index);
    const values = keyPaths.map((path) => `${JSON.stringify(path)}:${canonicalize(point[path])}`);
    const text = `${point.seed ?? seed}/{${values.join(",")}}/${replicate}`;
    return { point, replicate, scenario: scenarioAt(base, point, text) };
  };
  // Finds paths that lead nowhere, which no value of another axis can repair.
  at(0);
  const values = new Map(axes.flatMap(({ paths, values }) => paths.map((path, i) => [path, values[i]] as const)));
  return {
    length: combinations * replicates,
    axes: Object.fromEntries(paths.map((path) => [path, values.get(path)!])),
    at,
    key,
  };
}

/** The values of the axes at one combination, in the order of the plan. The last axis varies fastest. */
function pointAt(axes: readonly Axis[], paths: readonly string[], combination: number): Record<string, AxisValue> {
  const point = Object.fromEntries(paths.map((path) => [path, null as AxisValue]));
  let rest = combination;
  for (let k = axes.length - 1; k >= 0; k--) {
    const { length, paths, values } = axes[k];
    const place = rest % length;
    rest = Math.floor(rest / length);
    for (let i = 0; i < paths.length; i++) point[paths[i]] = values[i][place];
  }
  return point;
}

function scenarioAt(base: ScenarioInput, point: Record<string, AxisValue>, seed: string): ScenarioInput {
  const scenario = structuredClone(base) as Record<string, unknown>;
  for (const path in point) setPath(scenario, path, point[path]);
  return { ...scenario, seed };
}

interface CheckedPlan {
  base: ScenarioInput;
  seed: string | number;
  axes: Axis[];
  /** The compared axes, with those that are linked to them. */
  compared: readonly string[];
  replicates: number;
}

/** Checks everything in a plan that does not depend on its list of tasks. */
function checkPlan(plan: SweepPlan, mostTasks: number): CheckedPlan {
  checkOptions("sweep", plan, FIELDS, "plan");
  const { base = {}, axes, linked = [], replicates = 1, compared = COMPARED } = plan;
  requireObject("base", base);
  requireObject("axes", axes);
  requireCount(replicates, { task: "sweep", where: "replicates", max: MAX_VALUES });
  if (base.seed !== undefined) requireSeed("sweep", "base.seed", base.seed);
  if (plan.seed !== undefined) requireSeed("sweep", "seed", plan.seed);
  requireJson("base", base);
  if (plan.seed !== undefined && (base.seed !== undefined || "seed" in axes)) {
    throw new TypeError(
      `Cannot sweep: a plan has one seed, got seed and ${base.seed === undefined ? "axes" : "base"}.seed`,
    );
  }
  if (!Array.isArray(linked)) throw mistake("sweep", "linked", "a list of lists of axes", linked);
  const parsed = parseAxes(axes, linked);
  if (!Array.isArray(compared)) throw mistake("sweep", "compared", "a list of axes", compared);
  for (const path of compared) {
    if (!(path in axes) && compared !== COMPARED) {
      throw notOneOf(path, { task: "sweep", where: "compared", names: Object.keys(axes) });
    }
  }
  const simulations = parsed.reduce((product, { length }) => product * length, replicates);
  if (simulations > mostTasks) {
    throw new RangeError(`Cannot sweep: the plan must have at most ${mostTasks} simulations, got ${simulations}`);
  }
  return {
    base,
    seed: plan.seed ?? base.seed ?? 1,
    axes: parsed,
    compared: parsed.filter(({ paths }) => paths.some((path) => compared.includes(path))).flatMap(({ paths }) => paths),
    replicates,
  };
}

function requireObject(where: string, value: unknown): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw new TypeError(`Cannot sweep: ${where} must be an object, got ${quote(value)}`);
}

/**
 * The identity of a plan: the SHA-256 of its canonical JSON (RFC 8785), in hexadecimal digits. The order of the axes counts,
 * because it is the order of the tasks; the order of other fields and values left at their defaults do not.
 */
export async function planHash(plan: SweepPlan): Promise<string> {
  const { base: { seed: _, $schema: __, ...base }, axes, ...rest } = checkPlan(plan, MAX_TASKS);
  const columns = Object.keys(plan.axes);
  const text = canonicalize({ ...rest, base, columns, axes: axes.map(({ paths, values }) => [paths, values]) });
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
