import type { QemuRun, ValidatedRun, Validation } from "../../lib/qemu.ts";

type Engine = QemuRun["engine"];

/** A run whose predicted metrics are `off` times the measured ones. It has faults only after a switch to post-copy. */
export function validatedRun(
  engine: Engine,
  seconds: number,
  off = 1,
  changes: Partial<ValidatedRun> = {},
): ValidatedRun {
  const faults = engine === "pre-copy" ? 0 : 10 * seconds;
  return {
    id: `${engine}-${seconds}`,
    engine,
    hypervisor: "QEMU",
    capabilities: [],
    counted: true,
    pagesPerSecond: 2000,
    verdictRight: true,
    predicted: {
      converges: true,
      totalSeconds: off * seconds,
      downtimeSeconds: off * 0.25,
      pagesTransferred: off * seconds * 10_000,
      bytesTransferred: off * seconds * 4e7,
      demandFaults: off * faults,
      blockedSeconds: off * faults / 20,
    },
    measured: figures(engine, seconds),
    error: { totalTime: null, pages: null, downtimeMs: null, demandFaults: null, blockedTime: null },
    ...changes,
  };
}

export function validation(...runs: ValidatedRun[]): Validation {
  return { runs, summary: {} };
}

/** A measured run that took `seconds`. */
export function qemuRun(engine: Engine, memoryMiB: number, seconds: number, changes: Partial<QemuRun> = {}): QemuRun {
  return {
    id: `${engine}-${seconds}`,
    hypervisor: "QEMU",
    engine,
    vcpus: 1,
    capabilities: [],
    memoryMiB,
    totalPages: memoryMiB * 256,
    zeroPages: 0,
    linkMbitPerSecond: 500,
    downtimeLimitMs: 300,
    workload: { kind: "uniform", bufferMiB: 36, pagesPerSecond: 2000 },
    measured: figures(engine, seconds),
    ...changes,
  };
}

export function figures(engine: Engine, seconds: number): QemuRun["measured"] {
  const faults = engine === "pre-copy" ? 0 : 10 * seconds;
  return {
    status: "completed",
    totalTimeSeconds: seconds,
    downtimeSeconds: 0.25,
    bytesTransferred: seconds * 4e7,
    pagesTransferred: seconds * 10_000,
    precopyBytes: seconds * 4e7,
    postcopyBytes: 0,
    demandRequests: faults,
    blockedSeconds: engine === "pre-copy" ? null : faults / 20,
  };
}
