import { filterValues, omit, pick } from "@std/collections";
import { parseScenario } from "../lib/scenario/parse.ts";
import type { Scenario, ScenarioInput, Workload } from "../lib/scenario/types.ts";
import { type ExplorerState, FIRST_STATE } from "./state.ts";

/** The fields of a scenario that have the same name in the state. */
const FIELDS = {
  vm: ["memoryBytes"],
  network: ["bandwidthBitsPerSecond", "latencySeconds"],
  migration: ["engine", "hypervisor", "prepullPages", "maxBytesPerSecond", "downtimeLimitSeconds"],
} as const;

/**
 * The state that shows a scenario. Parts without a control are kept in `rest`, so `scenarioOfState` returns a scenario with
 * the same result.
 *
 * @throws {TypeError | RangeError} if the scenario is invalid
 */
export function stateOfScenario(input: ScenarioInput): ExplorerState {
  const scenario = parseScenario(input);
  const written = writtenOf(scenario);
  return {
    ...FIRST_STATE,
    preset: input.preset ?? "gigabit",
    ...pick(scenario.vm, FIELDS.vm),
    ...pick(scenario.network, FIELDS.network),
    ...pick(scenario.migration, FIELDS.migration),
    ...(written ?? { workload: "given" }),
    seed: `${scenario.seed}`,
    rest: withoutControlled(written === undefined ? input : omit(input, ["workload"])),
  };
}

/** The parts of a scenario that have no control. */
function withoutControlled({ vm = {}, network = {}, migration = {}, ...others }: ScenarioInput): ScenarioInput {
  const parts = {
    vm: omit(vm, FIELDS.vm),
    network: omit(network, FIELDS.network),
    migration: omit(migration, FIELDS.migration),
  };
  const rest = filterValues<object>(parts, (fields) => Object.keys(fields).length > 0);
  return { ...omit(others, ["preset", "seed", "$schema"]), ...rest };
}

const WORKLOAD_FIELDS = new Set(["kind", "pages", "writesPerSecond", "hotFraction", "hotShare", "exponent"]);

/** The workload of a scenario as values of controls; `undefined` if the controls cannot express it. */
function writtenOf({ vm, workload }: Scenario): Partial<ExplorerState> | undefined {
  if (workload.length !== 1) return workload.length === 0 ? { workload: "uniform", writesPerSecond: 0 } : undefined;
  const [{ kind, pages, ...fields }] = workload as [Workload & Record<string, unknown>];
  if (Object.keys(fields).some((field) => !WORKLOAD_FIELDS.has(field))) return undefined;
  const total = vm.memoryBytes / vm.pageBytes;
  const writtenShare = (pages ?? total) / total;
  // A share of 1 stands for the default range, which excludes zero pages.
  if (pages === total && vm.zeroPages > 0) return undefined;
  if (pages !== undefined && Math.round(total * writtenShare) !== pages) return undefined;
  return { workload: kind, writtenShare, ...fields };
}
