import { HYPERVISOR_RULES } from "../lib/scenario/hypervisors.ts";
import { PRESET_SCENARIOS } from "../lib/scenario/presets.ts";
import type { Hypervisor, PresetName } from "../lib/scenario/types.ts";
import type { ExplorerState } from "./state.ts";

/** A choice of a preset and a hypervisor together. */
export interface HypervisorChoice {
  preset: PresetName;
  hypervisor: Hypervisor;
  label: string;
}

/** The choices, in the order of the page. */
export const HYPERVISOR_CHOICES: readonly HypervisorChoice[] = [
  { preset: "gigabit", hypervisor: "xen-4.6", label: "Xen 4.6 and later" },
  { preset: "gigabit", hypervisor: "xen-4.1", label: "Xen 4.1" },
  { preset: "qemu", hypervisor: "qemu", label: "QEMU" },
  { preset: "song2014Low", hypervisor: "xen-4.1", label: "Paper, low rate" },
  { preset: "song2014High", hypervisor: "xen-4.1", label: "Paper, high rate" },
];

/** Whether a preset has its own workload. */
export function hasOwnWorkload(preset: PresetName): boolean {
  return preset.startsWith("song2014");
}

/**
 * The state with another preset and hypervisor. Fields that still have the old default get the new one; other fields stay.
 * The workload of a preset is set and removed with the preset.
 */
export function withHypervisor(
  state: ExplorerState,
  to: Pick<HypervisorChoice, "preset" | "hypervisor">,
): ExplorerState {
  const before = defaultsOf(state);
  const after = defaultsOf(to);
  const follow = Object.fromEntries(
    Object.entries(after).filter(([name]) =>
      state[name as keyof typeof before] === before[name as keyof typeof before]
    ),
  );
  const next = { ...state, preset: to.preset, hypervisor: to.hypervisor, ...follow };
  if (to.preset === state.preset || state.rest.workload !== undefined) return next;
  if (hasOwnWorkload(to.preset)) return { ...next, workload: "given", rateFactor: 1 };
  return state.workload === "given" ? { ...next, workload: "hot-cold" } : next;
}

/** The defaults of a choice, for fields that have controls. */
function defaultsOf({ preset, hypervisor }: Pick<HypervisorChoice, "preset" | "hypervisor">) {
  const { network, migration } = PRESET_SCENARIOS[preset];
  const { prepullPages, maxBytesPerSecond, downtimeLimitSeconds } = hypervisor === migration.hypervisor
    ? migration
    : HYPERVISOR_RULES[hypervisor];
  const { bandwidthBitsPerSecond, latencySeconds } = network;
  return { prepullPages, maxBytesPerSecond, downtimeLimitSeconds, bandwidthBitsPerSecond, latencySeconds };
}
