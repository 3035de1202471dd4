import { type Film, film, type FilmOptions } from "../../mod.ts";
import type { ScenarioInput } from "../../lib/scenario/types.ts";

/** Every engine and hypervisor that a chart must be able to draw. */
export const FILMED: ScenarioInput["migration"][] = [
  { engine: "pre-copy", hypervisor: "xen-4.1" },
  { engine: "pre-copy", hypervisor: "xen-4.6" },
  { engine: "pre-copy", hypervisor: "qemu" },
  { engine: "three-stage", hypervisor: "xen-4.1" },
  { engine: "three-stage", hypervisor: "qemu" },
  { engine: "post-copy", hypervisor: "xen-4.1" },
  { engine: "post-copy", hypervisor: "qemu" },
  { engine: "stop-and-copy", hypervisor: "xen-4.1" },
];

/** 16 MiB with a hot first tenth, over 100 Mbit/s. */
export function anyFilm(migration: ScenarioInput["migration"], options: FilmOptions = {}): Film {
  return film({
    vm: { memoryBytes: 4096 * 4096, vcpus: 2 },
    workload: { kind: "hot-cold", writesPerSecond: 2000, hotFraction: 0.1, hotShare: 0.9 },
    network: { bandwidthBitsPerSecond: 1e8 },
    migration,
  }, options);
}

/** A guest that keeps pre-copy busy for three hundred rounds and writes all of its memory. */
export function manyRounds(memoryBytes: number): Film {
  return film({
    vm: { memoryBytes },
    workload: { kind: "power-law", exponent: 0.6, writesPerSecond: 4000 },
    network: { bandwidthBitsPerSecond: 1e8 },
    migration: {
      hypervisor: "xen-4.1",
      maxRounds: 300,
      maxMemoryFactor: null,
      stopBelowPages: 0,
      timeLimitSeconds: 1e6,
    },
  });
}
