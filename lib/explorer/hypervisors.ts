import { DISCIPLINES } from "../scenario/disciplines.ts";
import { PRESETS } from "../scenario/presets.ts";
import type { Discipline } from "../scenario/types.ts";
import type { ExplorerState } from "./state.ts";

/** A preset under the rules of a discipline, as one choice. */
export interface Hypervisor {
  /** Name of the preset. */
  preset: string;
  /** Whose rules hold. */
  discipline: Discipline;
  /** Its name for people. */
  label: string;
}

/** The choices, in the order of the page. */
export const HYPERVISORS: readonly Hypervisor[] = [
  { preset: "gigabit", discipline: "xen-4.6", label: "Xen 4.6 and later" },
  { preset: "gigabit", discipline: "xen-4.1", label: "Xen 4.1" },
  { preset: "qemu", discipline: "qemu", label: "QEMU" },
  { preset: "tsmcTestbed", discipline: "xen-4.1", label: "Paper, low rate" },
  { preset: "tsmcTestbedHigh", discipline: "xen-4.1", label: "Paper, high rate" },
];

/** Whether a preset comes with a workload of its own. */
export function hasOwnWorkload(preset: string): boolean {
  return preset.startsWith("tsmc");
}

/**
 * The state under another hypervisor: what stood as the old one has it follows, what was set stays. A preset with a
 * guest of its own brings it, and takes it away.
 */
export function withHypervisor(state: ExplorerState, to: Pick<Hypervisor, "preset" | "discipline">): ExplorerState {
  const before = defaultsOf(state);
  const after = defaultsOf(to);
  const follow = Object.fromEntries(
    Object.entries(after).filter(([name]) =>
      state[name as keyof typeof before] === before[name as keyof typeof before]
    ),
  );
  const next = { ...state, preset: to.preset, discipline: to.discipline, ...follow };
  if (to.preset === state.preset || state.rest.workload !== undefined) return next;
  if (hasOwnWorkload(to.preset)) return { ...next, workload: "given", rateFactor: 1 };
  return state.workload === "given" ? { ...next, workload: "hot-cold" } : next;
}

/** What a preset under a discipline says for the fields that have controls. */
function defaultsOf({ preset, discipline }: Pick<Hypervisor, "preset" | "discipline">) {
  const { network, migration } = PRESETS[preset] ?? PRESETS.gigabit;
  const { prepullPages, maxBytesPerSecond, downtimeLimitSeconds } = discipline === migration.discipline
    ? migration
    : DISCIPLINES[discipline];
  const { bandwidthBitsPerSecond, latencySeconds } = network;
  return { prepullPages, maxBytesPerSecond, downtimeLimitSeconds, bandwidthBitsPerSecond, latencySeconds };
}
