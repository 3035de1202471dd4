import { defaultsOf } from "./field.ts";
import { HOST_FIELDS, NETWORK_FIELDS, VM_FIELDS } from "./fields.ts";
import { HYPERVISOR_RULES } from "./hypervisors.ts";
import { type Sources, valuesOf } from "./sourced.ts";
import type { Host, Hypervisor, Migration, Network, Scenario, Vm, Workload } from "./types.ts";

/** A preset: a scenario that may leave the memory size to the caller, with a workload that may depend on it. */
export interface Preset extends Omit<Scenario, "vm" | "workload"> {
  /** The virtual machine. Without `memoryBytes`, the caller must provide it. */
  vm: Omit<Vm, "memoryBytes"> & { memoryBytes?: number };
  /** The workload of a guest of this preset. */
  workload: (vm: Vm) => Workload[];
}

/** Where a preset differs from the fields' defaults and its hypervisor's rules, with the source of each value. */
export interface PresetSources {
  hypervisor: Hypervisor;
  vm?: Sources<Vm>;
  source?: Sources<Host>;
  destination?: Sources<Host>;
  network?: Sources<Network>;
  migration?: Sources<Migration>;
}

/** Builds a preset from the description of its differences. */
export function presetOf(
  { hypervisor, vm, source, destination, network, migration }: PresetSources,
  workload: Preset["workload"] = () => [],
): Preset {
  return {
    vm: { ...defaultsOf(VM_FIELDS), ...valuesOf(vm) },
    workload,
    source: { ...defaultsOf(HOST_FIELDS), ...valuesOf(source) },
    destination: { ...defaultsOf(HOST_FIELDS), ...valuesOf(destination) },
    network: { ...defaultsOf(NETWORK_FIELDS), ...valuesOf(network) },
    migration: { engine: "pre-copy", hypervisor, ...HYPERVISOR_RULES[hypervisor], ...valuesOf(migration) },
    seed: 1,
  };
}
