import type { ScenarioInput } from "../lib/scenario/types.ts";

const GIB = 2 ** 30;

/** A whole migration to time. */
export interface Migration {
  name: string;
  scenario: ScenarioInput;
  /** How often to run it. The first runs are slower because the code is not compiled yet. */
  repeats: number;
}

const WORKLOADS = {
  "hot-cold": { kind: "hot-cold", writesPerSecond: 100_000, hotFraction: 0.05, hotShare: 0.9 },
  "power-law": { kind: "power-law", writesPerSecond: 100_000, exponent: 1 },
} as const;

type WorkloadName = keyof typeof WORKLOADS;
type EngineName = "pre-copy" | "three-stage" | "post-copy";

/** A guest of 16 virtual CPUs that writes 100 000 pages per second, on hosts about as fast as the link. */
function large(
  memoryGiB: number,
  engine: EngineName,
  workload: WorkloadName,
  gigabitsPerSecond: number,
  migration: ScenarioInput["migration"] = {},
): ScenarioInput {
  const host = { copyBytesPerSecond: 12e9 };
  return {
    preset: migration.hypervisor === "qemu" ? "qemu" : "gigabit",
    vm: { memoryBytes: memoryGiB * GIB, vcpus: 16 },
    workload: WORKLOADS[workload],
    source: host,
    destination: host,
    network: { bandwidthBitsPerSecond: gigabitsPerSecond * 1e9 },
    migration: { engine, maxBytesPerSecond: null, ...migration },
    seed: "bench",
  };
}

const ENGINES = ["pre-copy", "three-stage", "post-copy"] as const;

/** All of them. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: "1 GiB pre-copy, the paper's",
    scenario: { preset: "song2014Low", vm: { memoryBytes: GIB }, migration: { engine: "pre-copy" }, seed: "bench" },
    repeats: 101,
  },
  {
    name: "1 GiB pre-copy QEMU, 25 syncs",
    scenario: {
      preset: "qemu",
      vm: { memoryBytes: GIB },
      workload: { kind: "hot-cold", writesPerSecond: 61_250, hotFraction: 0.05, hotShare: 0.95 },
      seed: "bench",
    },
    repeats: 1001,
  },
  ...ENGINES.map((engine) => ({
    name: `64 GiB ${engine} hot-cold`,
    scenario: large(64, engine, "hot-cold", 10),
    repeats: 11,
  })),
  ...(["hot-cold", "power-law"] as const).flatMap((workload) =>
    ENGINES.map((engine) => ({
      name: `1 TiB ${engine} ${workload}`,
      scenario: large(1024, engine, workload, 100),
      repeats: engine === "pre-copy" ? 21 : 5,
    }))
  ),
  ...ENGINES.map((engine) => ({
    name: `1 TiB ${engine} hot-cold, QEMU`,
    scenario: large(1024, engine, "hot-cold", 100, { hypervisor: "qemu" }),
    repeats: 5,
  })),
  {
    name: "1 TiB pre-copy hot-cold, Xen 4.1",
    scenario: large(1024, "pre-copy", "hot-cold", 100, { hypervisor: "xen-4.1" }),
    repeats: 3,
  },
  // The same fraction of pages is written in a round at any memory size, so the time per page should be the same.
  ...[1, 16, 256].map((memoryGiB) => ({
    name: `${memoryGiB} GiB pre-copy hot-cold`,
    scenario: large(memoryGiB, "pre-copy", "hot-cold", 100),
    repeats: memoryGiB < 16 ? 2001 : 101,
  })),
];
