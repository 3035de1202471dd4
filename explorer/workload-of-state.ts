import { parseScenario } from "../lib/scenario/parse.ts";
import { PRESET_SCENARIOS } from "../lib/scenario/presets.ts";
import type { Vm, Workload } from "../lib/scenario/types.ts";
import type { ExplorerState } from "./state.ts";

/**
 * What the guest of a state writes; `undefined` leaves it to the preset.
 *
 * @throws {TypeError | RangeError} if a given workload does not fit the guest
 */
export function workloadOfState(state: ExplorerState): Workload | Workload[] | undefined {
  const { workload: kind, writesPerSecond } = state;
  if (kind === "given") return givenWorkload(state);
  const range = { ...writtenPages(state), writesPerSecond };
  switch (kind) {
    case "uniform":
    case "sequential":
      return { kind, ...range };
    case "hot-cold":
      return { kind, ...range, hotFraction: state.hotFraction, hotShare: state.hotShare };
    case "power-law":
      return { kind, ...range, exponent: state.exponent };
  }
}

/** All of memory is what a workload writes by default. */
function writtenPages(state: ExplorerState): { pages?: number } {
  if (state.writtenShare === 1) return {};
  const pages = state.memoryBytes / pageBytesOf(state);
  return { pages: Math.max(1, Math.round(pages * state.writtenShare)) };
}

/** Bytes of a page in a state's guest. */
export function pageBytesOf({ preset, rest }: Pick<ExplorerState, "preset" | "rest">): number {
  return rest.vm?.pageBytes ?? PRESET_SCENARIOS[preset].vm.pageBytes;
}

/** The whole number of pages that is nearest to `bytes`, in bytes; one at least. What is no size is left as it is. */
export function wholePages(bytes: number, state: Pick<ExplorerState, "preset" | "rest">): number {
  const pageBytes = pageBytesOf(state);
  return bytes > 0 ? Math.max(1, Math.round(bytes / pageBytes)) * pageBytes : bytes;
}

function givenWorkload({ rest, preset, memoryBytes, rateFactor }: ExplorerState): Workload | Workload[] | undefined {
  if (rateFactor === 1) return rest.workload;
  const vm: Partial<Vm> = { ...rest.vm, memoryBytes };
  const { workload } = parseScenario({ preset, vm, workload: rest.workload });
  return workload.map((part) => ({ ...part, writesPerSecond: part.writesPerSecond * rateFactor }));
}
