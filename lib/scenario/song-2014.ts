import { type Preset, presetOf, type PresetSources } from "./preset.ts";
import { dirtyingWorkload, type PaperParameters } from "./song-2014-parameters.ts";
import type { Sources } from "./sourced.ts";
import type { Host, Migration, Network } from "./types.ts";

const PUBLISHED = "the paper (Song, Liu, Yin, Gao 2014)";
const CALIBRATED = "calibrated to the paper's claims: data/song-2014-calibration.json";
const ASSUMED = "assumed: not in the paper, and without influence on its claims";

/** Values that the paper prints, by their path in the parameters. */
const PRINTED: ReadonlySet<string> = new Set(["network.bandwidthBitsPerSecond"]);

/**
 * The testbed of the three-stage-copy paper as a preset: two equal hosts under Xen 4.1, a guest with 2 virtual CPUs on
 * Gigabit Ethernet that writes at the paper's low or high dirty rate.
 */
export function testbed(parameters: PaperParameters, dirtyRate: "low" | "high"): Preset {
  return presetOf(testbedSources(parameters), (vm) => dirtyingWorkload(parameters.dirtying[dirtyRate], vm));
}

/**
 * The values of the testbed with their sources.
 *
 * @param calibrated the paths of the parameters that the calibration has chosen
 */
export function testbedSources(
  { host, network, stageThree, stateBytes }: PaperParameters,
  calibrated: ReadonlySet<string> = new Set(),
): PresetSources {
  const sourced = <T extends object>(part: string, values: Partial<T>): Sources<T> => {
    const entries = Object.entries(values).map(([name, value]) => {
      const path = `${part}.${name}`;
      return [name, [value, calibrated.has(path) ? CALIBRATED : PRINTED.has(path) ? PUBLISHED : ASSUMED]];
    });
    return Object.fromEntries(entries);
  };
  const hosts = sourced<Host>("host", host);
  return {
    hypervisor: "xen-4.1",
    vm: { vcpus: [2, PUBLISHED], stateBytes: [stateBytes, ASSUMED] },
    source: hosts,
    destination: hosts,
    network: sourced<Network>("network", network),
    migration: sourced<Migration>("stageThree", stageThree),
  };
}
