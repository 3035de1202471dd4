import type { PresetName } from "../lib/scenario/names.ts";
import type { Engine, Hypervisor, ScenarioInput, Workload } from "../lib/scenario/types.ts";

/** A kind of workload, or `given`: what the scenario or its preset came with, and the controls cannot say. */
export type WorkloadChoice = Workload["kind"] | "given";

/** Everything that the explorer's controls say: plain data, small enough for a link. */
export interface ExplorerState {
  /** The preset that says what hosts and network are like. */
  preset: PresetName;
  /** Whose rules the engines follow. */
  hypervisor: Hypervisor;
  /** Guest memory. */
  memoryBytes: number;
  /** How the guest writes. */
  workload: WorkloadChoice;
  /** Page writes per second. */
  writesPerSecond: number;
  /** The share of memory that is written, above 0 to 1. */
  writtenShare: number;
  /** Hot-cold: the hot part, as a fraction of what is written. */
  hotFraction: number;
  /** Hot-cold: the share of writes that goes to the hot part alone. */
  hotShare: number;
  /** Power law: its exponent. */
  exponent: number;
  /** Given workload: its writes are multiplied with this. */
  rateFactor: number;
  /** Raw bit rate of the link. */
  bandwidthBitsPerSecond: number;
  /** One-way latency. */
  latencySeconds: number;
  /** Cap on the migration while the guest runs at the source; `null`: none. */
  maxBytesPerSecond: number | null;
  /** QEMU: how long the guest may be stopped. */
  downtimeLimitSeconds: number;
  /** Neighbors that a demand page brings along. */
  prepullPages: number;
  /** Seeds every random stream. */
  seed: string;
  /** The engine whose run is drawn, and that a copied scenario names. */
  engine: Engine;
  /** What the controls do not cover of the scenario that the explorer was given. */
  rest: ScenarioInput;
}

/** The engines, in the order of the explorer's columns. */
export const ENGINES: readonly Engine[] = ["pre-copy", "three-stage", "post-copy", "stop-and-copy"];

/** What the explorer shows first: a guest that pre-copy can still follow, if not well. */
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
