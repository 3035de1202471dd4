import { simulate } from "../../lib/simulate.ts";
import type { Engine, Hypervisor, ScenarioInput, Workload } from "../../lib/scenario/types.ts";

const WORKLOAD: Workload[] = [
  { kind: "hot-cold", pages: 6000, writesPerSecond: 3000, hotFraction: 0.05, hotShare: 0.6 },
  { kind: "power-law", firstPage: 6000, pages: 1000, writesPerSecond: 500, exponent: 1.1 },
  { kind: "sequential", firstPage: 7000, pages: 500, writesPerSecond: 300 },
];

/** One guest of 8000 pages, 20 MB/s, four engines, all hypervisors. It contains no calibrated number of a preset. */
function golden(engine: Engine, hypervisor: Hypervisor) {
  const host = {
    copyBytesPerSecond: 2e7,
    roundSeconds: 0.01,
    walkSecondsPerPage: 1e-8,
    dirtyLogReadSeconds: 0.002,
    suspendSeconds: 0.01,
    resumeSeconds: 0.02,
    markAbsentSecondsPerPage: 1e-6,
    faultSeconds: 5e-5,
  };
  return {
    vm: { memoryBytes: 8000 * 4096, vcpus: 2, zeroPages: 300, stateBytes: 65_536 },
    workload: WORKLOAD,
    source: host,
    destination: host,
    network: { bandwidthBitsPerSecond: 1e9, framingEfficiency: 0.94, latencySeconds: 1e-4, queueBytes: 262_144 },
    migration: { engine, hypervisor, prepullPages: 8 },
    seed: "golden",
  } satisfies ScenarioInput;
}

/** Scenarios whose results are frozen. */
export const GOLDEN_SCENARIOS: Readonly<Record<string, ScenarioInput>> = {
  "pre-copy, Xen 4.1": golden("pre-copy", "xen-4.1"),
  "pre-copy, Xen 4.6": golden("pre-copy", "xen-4.6"),
  "three-stage": golden("three-stage", "xen-4.1"),
  "three-stage, pushes at intervals": {
    ...golden("three-stage", "xen-4.6"),
    migration: { ...golden("three-stage", "xen-4.6").migration, pushIntervalSeconds: 0.02, pushPages: 32 },
  },
  "post-copy": golden("post-copy", "xen-4.1"),
  "post-copy, link slower than host": {
    ...golden("post-copy", "xen-4.6"),
    network: { ...golden("post-copy", "xen-4.6").network, bandwidthBitsPerSecond: 1e8 },
  },
  "stop-and-copy": golden("stop-and-copy", "xen-4.1"),
  "pre-copy, QEMU": golden("pre-copy", "qemu"),
  "three-stage, QEMU": golden("three-stage", "qemu"),
  "post-copy, QEMU, link slower than host": {
    ...golden("post-copy", "qemu"),
    network: { ...golden("post-copy", "qemu").network, bandwidthBitsPerSecond: 1e8 },
    migration: { ...golden("post-copy", "qemu").migration, preempt: true },
  },
};

/** A result in brief, with times to the microsecond. */
export function totalsOf(scenario: ScenarioInput): (string | number | null)[] {
  const result = simulate(scenario);
  const micro = (seconds: number) => Math.round(seconds * 1e6) / 1e6;
  return [
    result.verdict,
    micro(result.totalSeconds),
    result.downtimeSeconds === null ? null : micro(result.downtimeSeconds),
    result.pagesTransferred,
    result.bytesTransferred,
    result.rounds.length,
    result.demandFaults,
    micro(result.stallSeconds),
  ];
}
