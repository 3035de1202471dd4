import { parseScenario } from "../lib/scenario/parse.ts";
import { PRESET_SCENARIOS } from "../lib/scenario/presets.ts";
import type { Engine, ScenarioInput, Vm, Workload } from "../lib/scenario/types.ts";
import { scaledWorkload } from "../lib/scenario/write-rate.ts";
import type { ExplorerState } from "./state.ts";

/**
 * The scenario of a state, as `simulate` and a JSON file take it. It contains only what the controls set; the preset fills
 * in the rest.
 *
 * @param engine the engine that moves the guest; default: the chosen one
 * @throws {TypeError | RangeError} if a given workload does not fit the guest
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

/** The page size of a state's guest in bytes. */
export function pageBytesOf({ preset, rest }: ExplorerState): number {
  return rest.vm?.pageBytes ?? PRESET_SCENARIOS[preset].vm.pageBytes;
}

/** The workload of a state; `undefined` leaves it to the preset. */
function workloadOfState(state: ExplorerState): Workload | Workload[] | undefined {
  const { workload: kind, writesPerSecond, hotFraction, hotShare, exponent } = state;
  if (kind === "given") return givenWorkload(state);
  const range = { ...writtenPages(state), writesPerSecond };
  switch (kind) {
    case "uniform":
    case "sequential":
      return { kind, ...range };
    case "hot-cold":
      return { kind, ...range, hotFraction, hotShare };
    case "power-law":
      return { kind, ...range, exponent };
  }
}

/** By default, a workload writes all of memory. */
function writtenPages(state: ExplorerState): { pages?: number } {
  if (state.writtenShare === 1) return {};
  const pages = state.memoryBytes / pageBytesOf(state);
  return { pages: Math.max(1, Math.round(pages * state.writtenShare)) };
}

function givenWorkload({ rest, preset, memoryBytes, rateFactor }: ExplorerState): Workload | Workload[] | undefined {
  if (rateFactor === 1) return rest.workload;
  const vm: Partial<Vm> = { ...rest.vm, memoryBytes };
  const { workload } = parseScenario({ preset, vm, workload: rest.workload });
  return workload.map((part) => scaledWorkload(part, rateFactor));
}
