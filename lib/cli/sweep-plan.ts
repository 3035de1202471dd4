import { show, unknownField } from "../scenario/complain.ts";
import { parseScenario } from "../scenario/parse.ts";
import { type SweepPlan, tasksOf } from "../sweep/plan.ts";

const FIELDS = ["base", "axes", "replicates"];
/** More rows than this would not fit into memory. */
const MAX_TASKS = 1e6;

/**
 * Checks a plan that a person wrote, and every scenario of it, before the first is simulated.
 *
 * @throws {TypeError | RangeError} naming the field, the value and what is allowed
 */
export function parsePlan(input: unknown): SweepPlan {
  const plan = requireObject("it", input);
  for (const key of Object.keys(plan)) {
    if (!FIELDS.includes(key)) throw unknownField("read plan", "it", key, plan, FIELDS);
  }
  const { base, replicates = 1 } = plan;
  if (base !== undefined) requireObject("base", base);
  if (typeof replicates !== "number" || !Number.isInteger(replicates) || replicates < 1 || replicates > MAX_TASKS) {
    const Mistake = typeof replicates === "number" ? RangeError : TypeError;
    throw new Mistake(
      `Cannot read plan: replicates must be a whole number from 1 to ${MAX_TASKS}, got ${show(replicates)}`,
    );
  }
  const tasks = replicates * combinations(requireObject("axes", plan.axes));
  if (tasks > MAX_TASKS) {
    throw new RangeError(`Cannot read plan: axes must come to at most ${MAX_TASKS} simulations, got ${tasks}`);
  }
  for (const { scenario } of tasksOf({ ...plan, replicates: 1 } as SweepPlan)) parseScenario(scenario);
  return plan as unknown as SweepPlan;
}

/** How many combinations the axes have. */
function combinations(axes: Record<string, unknown>): number {
  return Object.entries(axes).reduce((product, [path, values]) => {
    if (Array.isArray(values) && values.length > 0) return product * values.length;
    throw new TypeError(`Cannot read plan: axes.${path} must be a list of at least one value, got ${show(values)}`);
  }, 1);
}

function requireObject(where: string, value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new TypeError(`Cannot read plan: ${where} must be an object, got ${show(value)}`);
}
