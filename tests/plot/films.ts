import { type Film, film, type FilmOptions } from "../../lib/film/mod.ts";
import type { ScenarioInput } from "../../lib/scenario/types.ts";

/** Every engine and discipline that a figure must be able to draw. */
export const FILMED: ScenarioInput["migration"][] = [
  { engine: "pre-copy", discipline: "xen-4.1" },
  { engine: "pre-copy", discipline: "xen-4.6" },
  { engine: "pre-copy", discipline: "qemu" },
  { engine: "three-stage", discipline: "xen-4.1" },
  { engine: "three-stage", discipline: "qemu" },
  { engine: "post-copy", discipline: "xen-4.1" },
  { engine: "post-copy", discipline: "qemu" },
  { engine: "stop-and-copy", discipline: "xen-4.1" },
];

/** 16 MiB, of which the first tenth is hot, over 100 Mbit/s. */
export function anyFilm(migration: ScenarioInput["migration"], options: FilmOptions = {}): Film {
  return film({
    vm: { memoryBytes: 4096 * 4096, vcpus: 2 },
    workload: { kind: "hot-cold", writesPerSecond: 2000, hotFraction: 0.1, hotShare: 0.9 },
    network: { bandwidthBitsPerSecond: 1e8 },
    migration,
  }, options);
}

/** A guest that keeps a pre-copy busy for three hundred rounds, all over its memory. */
export function manyRounds(memoryBytes: number): Film {
  return film({
    vm: { memoryBytes },
    workload: { kind: "power-law", exponent: 0.6, writesPerSecond: 4000 },
    network: { bandwidthBitsPerSecond: 1e8 },
    migration: {
      discipline: "xen-4.1",
      maxRounds: 300,
      maxMemoryFactor: null,
      stopBelowPages: 0,
      timeLimitSeconds: 1e6,
    },
  });
}
