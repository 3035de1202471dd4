import { quote, unknownField } from "../text/message.ts";
import { parseScenario } from "../scenario/parse.ts";
import { checkPlan, type SweepPlan, tasksOf } from "./plan.ts";

const FIELDS = ["base", "axes", "replicates"];

/**
 * Checks a plan that a person wrote, and every scenario of it, before the first is simulated.
 *
 * @throws {TypeError | RangeError} naming the field, the value and what is allowed
 */
export function parsePlan(input: unknown): SweepPlan {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new TypeError(`Cannot read plan: it must be an object, got ${quote(input)}`);
  }
  for (const key of Object.keys(input)) {
    if (!FIELDS.includes(key)) throw unknownField("read plan", "it", key, input, FIELDS);
  }
  const plan = input as SweepPlan;
  checkPlan(plan);
  // Replicates differ in nothing but their seeds.
  for (const { scenario } of tasksOf({ ...plan, replicates: 1 })) parseScenario(scenario);
  return plan;
}
