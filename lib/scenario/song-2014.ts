import { HYPERVISOR_RULES } from "./hypervisors.ts";
import type { Preset } from "./preset.ts";
import { dirtyingWorkload, type PaperParameters } from "./song-2014-parameters.ts";

/**
 * The testbed of the three-stage-copy paper as a preset: two equal hosts under Xen 4.1, a guest with 2 virtual CPUs on
 * Gigabit Ethernet, dirtying memory at the paper's low or high rate.
 */
export function testbed(parameters: PaperParameters, dirtyRate: "low" | "high"): Preset {
  const { network, stageThree, stateBytes, dirtying } = parameters;
  const host = { ...parameters.host, copyVariation: 0, unpopulatedSecondsPerPage: 0, suspendRequestSeconds: 0 };
  return {
    vm: {
      pageBytes: 4096,
      zeroPages: 0,
      zeroFirstPage: null,
      unpopulatedPages: 0,
      suspendDirtiedPages: 0,
      vcpus: 2,
      stateBytes,
    },
    workload: (vm) => dirtyingWorkload(dirtying[dirtyRate], vm),
    source: host,
    destination: host,
    network,
    migration: { engine: "pre-copy", hypervisor: "xen-4.1", ...HYPERVISOR_RULES["xen-4.1"], ...stageThree },
    seed: 1,
  };
}
