import type { QemuRun } from "../../lib/qemu/types.ts";

/** The fields of a run that a test sets. Its workload and metrics replace the usual ones. */
export interface RunChanges extends Omit<Partial<QemuRun>, "workload" | "measured"> {
  workload?: Partial<QemuRun["workload"]>;
  measured?: Partial<QemuRun["measured"]>;
}

/** A measured run with 32 MiB of memory. The guest writes 8 MiB of it. */
export function runOf({ workload, measured, ...changes }: RunChanges = {}): QemuRun {
  return {
    id: "a-run",
    hypervisor: "QEMU 7.2 (TCG)",
    engine: "pre-copy",
    vcpus: 1,
    capabilities: [],
    memoryMiB: 32,
    totalPages: 8192,
    zeroPages: 1000,
    linkMbitPerSecond: 500,
    downtimeLimitMs: 300,
    ...changes,
    workload: { kind: "uniform", bufferMiB: 8, pagesPerSecond: 2000, ...workload },
    measured: {
      status: "completed",
      totalTimeSeconds: 1,
      downtimeSeconds: 0.2,
      bytesTransferred: 3e7,
      pagesTransferred: 7000,
      precopyBytes: 3e7,
      postcopyBytes: 0,
      demandRequests: 0,
      blockedSeconds: null,
      ...measured,
    },
  };
}
