import type { PresetName } from "../lib/scenario/names.ts";
import type { Engine, Hypervisor, ScenarioInput, Workload } from "../lib/scenario/types.ts";

/** A kind of workload, or `given`: the workload of the preset or of the scenario that the page was written for. */
export type WorkloadChoice = Workload["kind"] | "given";

/** The values of all controls: plain data, small enough for a link. */
export interface ExplorerState {
  preset: PresetName;
  hypervisor: Hypervisor;
  memoryBytes: number;
  workload: WorkloadChoice;
  writesPerSecond: number;
  /** Share of memory that is written, above 0 and at most 1. */
  writtenShare: number;
  /** Hot-cold: the hot pages as a fraction of the written ones. */
  hotFraction: number;
  hotShare: number;
  exponent: number;
  /** Factor on the write rate of a given workload. */
  rateFactor: number;
  bandwidthBitsPerSecond: number;
  latencySeconds: number;
  /** Cap on the migration while the guest runs at the source; `null`: no cap. */
  maxBytesPerSecond: number | null;
  downtimeLimitSeconds: number;
  /** Absent neighbors that a demand page brings along. */
  prepullPages: number;
  seed: string;
  /** The engine of the detailed charts and of a copied scenario. */
  engine: Engine;
  /** The parts of the original scenario that have no control. */
  rest: ScenarioInput;
}

/** The state that the explorer starts with: pre-copy just keeps up with the guest. */
export const FIRST_STATE: ExplorerState = {
  preset: "gigabit",
  hypervisor: "xen-4.6",
  memoryBytes: 2 ** 30,
  workload: "hot-cold",
  writesPerSecond: 20_000,
  writtenShare: 1,
  hotFraction: 0.1,
  hotShare: 0.9,
  exponent: 1,
  rateFactor: 1,
  bandwidthBitsPerSecond: 1e9,
  latencySeconds: 1e-4,
  maxBytesPerSecond: null,
  downtimeLimitSeconds: 0.3,
  prepullPages: 8,
  seed: "1",
  engine: "pre-copy",
  rest: {},
};
