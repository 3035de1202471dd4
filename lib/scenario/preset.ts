import type { Scenario, Vm, Workload } from "./types.ts";

/** A preset: a scenario that may leave the memory size to the caller, with a workload that may follow it. */
export interface Preset extends Omit<Scenario, "vm" | "workload"> {
  /** The virtual machine; without `memoryBytes` the caller must say how large it is. */
  vm: Omit<Vm, "memoryBytes"> & { memoryBytes?: number };
  /** What a guest of this preset writes, given its memory. */
  workload: (vm: Vm) => Workload[];
}
