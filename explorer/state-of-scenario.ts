import { parseScenario } from "../lib/scenario/parse.ts";
import type { Scenario, ScenarioInput, Workload } from "../lib/scenario/types.ts";
import { type ExplorerState, FIRST_STATE } from "./state.ts";

/**
 * The state in which the explorer shows a scenario. What the controls cannot say is carried along in `rest`, so that the
 * way back gives a scenario that runs alike.
 *
 * @throws {TypeError | RangeError} what `parseScenario` throws
 *
 * @example
 * ```ts
 * import { scenarioOfState } from "./scenario-of-state.ts";
 * import { stateOfScenario } from "./state-of-scenario.ts";
 *
 * const state = stateOfScenario({ preset: "qemu", vm: { memoryBytes: 2 ** 31 } });
 * console.log(scenarioOfState(state).vm); // { memoryBytes: 2147483648 }
 * ```
 */
export function stateOfScenario(input: ScenarioInput): ExplorerState {
  const scenario = parseScenario(input);
  const { vm, network, migration, seed } = scenario;
  const { workload, ...rest } = withoutControlled(input);
  const written = writtenOf(scenario);
  return {
    ...FIRST_STATE,
    preset: input.preset ?? "gigabit",
    hypervisor: migration.hypervisor,
    memoryBytes: vm.memoryBytes,
    ...(written ?? { workload: "given" }),
    bandwidthBitsPerSecond: network.bandwidthBitsPerSecond,
    latencySeconds: network.latencySeconds,
    maxBytesPerSecond: migration.maxBytesPerSecond,
    downtimeLimitSeconds: migration.downtimeLimitSeconds,
    prepullPages: migration.prepullPages,
    seed: `${seed}`,
    engine: migration.engine,
    rest: written === undefined && workload !== undefined ? { ...rest, workload } : rest,
  };
}

/** The parts of what a caller wrote that no control says. */
function withoutControlled({ vm, network, migration, ...others }: ScenarioInput): ScenarioInput {
  const { preset: _preset, seed: _seed, $schema: _schema, ...rest } = others;
  const { memoryBytes: _memory, ...restOfVm } = vm ?? {};
  const { bandwidthBitsPerSecond: _bandwidth, latencySeconds: _latency, ...restOfNetwork } = network ?? {};
  const {
    engine: _engine,
    hypervisor: _discipline,
    prepullPages: _prepull,
    maxBytesPerSecond: _cap,
    downtimeLimitSeconds: _limit,
    ...restOfMigration
  } = migration ?? {};
  return {
    ...rest,
    ...some("vm", restOfVm),
    ...some("network", restOfNetwork),
    ...some("migration", restOfMigration),
  };
}

function some(name: string, fields: object): ScenarioInput {
  return Object.keys(fields).length > 0 ? { [name]: fields } : {};
}

const CONTROLLED = new Set(["kind", "pages", "writesPerSecond", "hotFraction", "hotShare", "exponent"]);

/** What the controls say of the one workload of a scenario; `undefined` if they cannot say it. */
function writtenOf({ vm, workload }: Scenario): Partial<ExplorerState> | undefined {
  if (workload.length !== 1) return workload.length === 0 ? { workload: "uniform", writesPerSecond: 0 } : undefined;
  const [{ kind, pages, ...fields }] = workload as [Workload & Record<string, unknown>];
  if (Object.keys(fields).some((field) => !CONTROLLED.has(field))) return undefined;
  const total = vm.memoryBytes / vm.pageBytes;
  const writtenShare = (pages ?? total) / total;
  // A share of 1 says "by default", which a range that covers zero pages is not.
  if (pages === total && vm.zeroPages > 0) return undefined;
  if (pages !== undefined && Math.round(total * writtenShare) !== pages) return undefined;
  return { workload: kind, writtenShare, ...fields };
}
