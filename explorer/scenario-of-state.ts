import { PRESET_SCENARIOS } from "../lib/scenario/presets.ts";
import type { Engine, ScenarioInput } from "../lib/scenario/types.ts";
import type { ExplorerState } from "./state.ts";
import { workloadOfState } from "./workload-of-state.ts";

/**
 * The scenario of a state, as `simulate` and a JSON file take it. It says no more than the controls do: what follows from
 * the preset is left to it.
 *
 * @param engine the engine that moves the guest; default: the one chosen
 * @throws {TypeError | RangeError} if a given workload does not fit the guest
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { scenarioOfState } from "./scenario-of-state.ts";
 * import { FIRST_STATE } from "./state.ts";
 *
 * console.log(simulate(scenarioOfState(FIRST_STATE, "post-copy")).downtimeSeconds);
 * ```
 */
export function scenarioOfState(state: ExplorerState, engine: Engine = state.engine): ScenarioInput {
  const { rest, preset, hypervisor, memoryBytes, bandwidthBitsPerSecond, latencySeconds } = state;
  const { prepullPages, maxBytesPerSecond, downtimeLimitSeconds, seed } = state;
  const workload = workloadOfState(state);
  return {
    ...rest,
    preset,
    vm: { ...rest.vm, memoryBytes },
    ...(workload === undefined ? {} : { workload }),
    network: { ...rest.network, bandwidthBitsPerSecond, latencySeconds },
    migration: {
      ...rest.migration,
      engine,
      ...(PRESET_SCENARIOS[preset].migration.hypervisor === hypervisor ? {} : { hypervisor }),
      prepullPages,
      maxBytesPerSecond,
      ...(hypervisor === "qemu" ? { downtimeLimitSeconds } : {}),
    },
    seed: /^(0|[1-9]\d{0,14})$/.test(seed) ? Number(seed) : seed,
  };
}
